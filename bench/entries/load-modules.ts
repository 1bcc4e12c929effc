import { loadEnvironments } from "../../app/environments/load";
import { synthesize } from "../../app/synth/synthesize";

// The floor of a synth: the modules that main.ts loads, and nothing done with them. The condition never holds; it
// keeps the bundler from dropping what is not used.
if (process.argv.length > 100) synthesize({ environments: loadEnvironments() });
