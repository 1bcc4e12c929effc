/** Where each kind of backup lies in the bucket of backups; what lies elsewhere is never deleted by age. */
export const backupPrefixes = {
  /** Backups of databases, with what they need to be replayed. */
  databases: "databases/",
  /** Raft snapshots of Vault. */
  vault: "vault/",
} as const;
