// The command line: parses, calls one command, and turns what went wrong into an exit code.
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-root.js';
import { UserError } from '../user-error.js';

/** Exit codes: 0 done, 1 what the user has to mend (findings, differences, bad input), 2 a bug in Plinth. */
export async function main(args: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof UserError) {
      for (const problem of error.problems) console.error(problem);
      return 1;
    }
    console.error(
      `plinth: a bug; please report it with the stack below\n${(error as Error).stack ?? String(error)}`,
    );
    return 2;
  }
}

// Each command is loaded when it is called: `--help` and small commands stay fast.
function buildProgram(): Command {
  const program = new Command('plinth')
    .description(
      'Turns one reviewed YAML profile into the whole addon layer of a production-ready Kubernetes cluster.',
    )
    .version(packageVersion())
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', examples);

  program
    .command('synth')
    .description('render a profile to a bundle of manifests, validate it and write it')
    .requiredOption('-p, --profile <name or path>', 'a shipped profile, or a YAML file')
    .option('-o, --out <folder>', 'where to write (default: dist/<profile name>)')
    .option(
      '--check',
      'write nothing; fail, listing what differs, unless the folder is what would be rendered',
    )
    .option('--force', 'replace a folder that Plinth did not write')
    .option('--no-validate', 'skip the schema check of what is rendered')
    .option('--kubeconform', 'validate with kubeconform instead of the embedded validator')
    .option('-q, --quiet', 'print errors alone')
    .action(async (options) => (await import('./synth.js')).synth(options));

  program
    .command('validate')
    .description('check a folder of manifests against the schemas of Kubernetes and of its custom resources')
    .argument('<folder>', 'a bundle, or any folder or file of YAML manifests')
    .option(
      '--kubernetes-version <minor>',
      "API version to check against (default: the bundle's own, else the newest)",
    )
    .option('--kubeconform', 'validate with kubeconform instead of the embedded validator')
    .option('-q, --quiet', 'print findings alone')
    .action(async (folder, options) => (await import('./validate.js')).validate(folder, options));

  program
    .command('secrets')
    .description(
      'print the Secrets that a profile needs, with fresh strong values, for kubectl, sops or kubeseal',
    )
    .requiredOption('-p, --profile <name or path>', 'a shipped profile, or a YAML file')
    .option('--list', 'list what is needed, without values')
    .option('--only <namespace/name...>', 'these Secrets alone')
    .option('--set <namespace/name/key=value...>', 'a value that only you have; @file reads it from a file')
    .option('--skip-missing', 'leave out Secrets for which a value is missing, naming them on standard error')
    .action(async (options) => (await import('./secrets.js')).secrets(options));

  program
    .command('list')
    .description('list the addons that a profile can name')
    .action(async () => (await import('./list.js')).list());

  program
    .command('schema')
    .description('print the JSON Schema of profiles, from which editors complete and check')
    .action(async () => (await import('./schema.js')).schema());

  program
    .command('cdk8s-app', { hidden: true })
    .description('the app that cdk8s-cli runs through cdk8s.yaml')
    .action(async () => (await import('./cdk8s-app.js')).cdk8sApp());

  for (const command of program.commands) command.exitOverride().showSuggestionAfterError();
  return program;
}

const examples = `
Examples:
  plinth synth --profile bare-metal            render the shipped profile to dist/bare-metal
  plinth synth -p profiles/acme.yaml --check   fail when dist/acme is not what the profile renders
  plinth validate dist/acme                    check a bundle, or anybody's manifests
  plinth secrets -p profiles/acme.yaml | kubectl apply -f -
`;
