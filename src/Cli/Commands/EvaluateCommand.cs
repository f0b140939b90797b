using System.CommandLine;
using Lithoscope.Potentials;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope evaluate POTENTIAL STRUCTURES -o OUT.extxyz</c>: energies, forces and virials of frame after frame.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] Precisions = ["double", "single"];
    private static readonly string[] UnitNames = ["ev-angstrom", "hartree-bohr"];

    public static Command Create(CommandContext context)
    {
        var potential = new Argument<string>("POTENTIAL") { Description = "Potential: a file, a folder (n2p2), a set such as Li=Li.nn,Si=Si.nn, or a YAML description; its family is found by content." };
        var structures = new Argument<string>("STRUCTURES") { Description = "Structures, in any format read." };
        var output = new Option<string>("--output", "-o") { Description = "Extended XYZ with energy, stress, virial, forces and local_energy.", HelpName = "FILE", Required = true };
        var precision = Choice("--precision", "Arithmetic: double (default) or single.", Precisions);
        var units = Choice("--units", "Units of potential, structures and output together: ev-angstrom (default) or hartree-bohr.", UnitNames);
        var descriptors = new Option<string?>("--descriptors") { Description = "Also write the descriptors of every atom to this CSV file.", HelpName = "FILE" };
        var scaled = new Option<bool>("--scaled") { Description = "Descriptors as the model sees them, scaled; else raw." };
        var training = new Option<string?>("--training-set") { Description = "Structures the potential was trained on: grade every atom against them (D-optimality).", HelpName = "FILE" };
        var stop = new Option<double?>("--stop-above") { Description = "Stop with exit code 3 at an atom whose grade is above this: D-optimality with --training-set, else the distance outside the feature box.", HelpName = "GRADE" };
        var spread = new Option<double?>("--stop-above-spread") { Description = "Stop with exit code 3 at an atom on whose force the members of a committee differ by more than this standard deviation (eV/Å, or Hartree/Bohr with --units hartree-bohr).", HelpName = "FORCE" };
        var ungraded = new Option<bool>("--no-grades") { Description = "Do not compare atoms with the feature boxes of the training set; faster." };
        var json = new Option<string?>("--json") { Description = "Also write the summary to this file.", HelpName = "FILE" };
        var from = new Option<string?>("--from") { Description = "Format of the structures, where their content does not tell.", HelpName = "FORMAT" };
        var species = new Option<string?>("--species") { Description = "Elements in the order in which the structures number their types, such as Li,Si.", HelpName = "LIST" };
        var threads = CommandContext.ThreadsOption();
        var command = new Command("evaluate", "Evaluate a potential: energies, forces and virials.") { potential, structures, output, precision, threads, units, descriptors, scaled, training, stop, spread, ungraded, json, from, species };
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var request = new EvaluateRequest
            {
                Potential = parsed.GetRequiredValue(potential),
                Structures = parsed.GetRequiredValue(structures),
                Output = parsed.GetRequiredValue(output),
                Precision = parsed.GetValue(precision) == Precisions[1] ? Precision.Single : Precision.Double,
                Units = parsed.GetValue(units) == UnitNames[1] ? PotentialUnits.HartreeBohr : PotentialUnits.EvAngstrom,
                Descriptors = parsed.GetValue(descriptors),
                Scaled = parsed.GetValue(scaled),
                TrainingSet = parsed.GetValue(training),
                StopAbove = parsed.GetValue(stop),
                StopAboveSpread = parsed.GetValue(spread),
                Grades = !parsed.GetValue(ungraded),
                Json = parsed.GetValue(json),
                Format = parsed.GetValue(from),
                Species = parsed.GetValue(species)?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            };
            request.Check();
            using var pool = new WorkerPool(CommandContext.Threads(parsed.GetValue(threads)));
            context.HowToResume = "nothing was written; run it again";
            var run = new EvaluateRun(request, pool);
            context.ShowProgress(progress =>
            {
                run.Execute(progress, cancellation);
                return 0;
            });
            foreach (var warning in run.Warnings()) context.Warn(warning);
            run.Summary.Write(context.Output);
            if (request.Json is { } file) AtomicFile.WriteText(file, run.Summary.ToJson());
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Option<string?> Choice(string name, string description, string[] words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !words.Contains(text)) result.AddError($"{name} must be {string.Join(" or ", words)}, not '{text}'");
        });
        return option;
    }
}
