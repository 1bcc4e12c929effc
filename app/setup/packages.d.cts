/** Why the packages have to be installed, as the end of a sentence; undefined when they are what the lock file says. */
export function reasonToInstall(root: string): string | undefined;
/** Installs the packages when that is needed. @returns exit code of npm, 0 when there was nothing to do */
export function ensurePackages(root: string): number;
