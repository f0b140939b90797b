using System.CommandLine;
using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Spectroscopy;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope xps train|predict</c>: models of core-level binding energies.</summary>
internal static class XpsCommand
{
    public static Command Create(CommandContext context) => new("xps", "Core-level binding energies and photoelectron spectra.")
    {
        RunCommand.Limited(context, "train", "xps.train", "Run a recipe that trains models."),
        Predict(context),
    };

    private static Command Predict(CommandContext context)
    {
        var model = new Option<string>("--model") { Description = "model.json that training wrote.", HelpName = "FILE", Required = true };
        var structures = new Option<string>("--structures") { Description = "Structures, in any format read.", HelpName = "FILE", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "Extended XYZ with the columns binding_energy and binding_energy_std.", HelpName = "FILE", Required = true };
        var threads = CommandContext.ThreadsOption();
        var command = new Command("predict", "Predict the binding energy of every atom.") { model, structures, output, threads };
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            foreach (var option in new[] { model, structures, output })
            {
                if (string.IsNullOrWhiteSpace(parsed.GetRequiredValue(option))) throw new InputException($"{option.Name} is empty", remedy: "give the name of a file");
            }

            var (source, target) = (parsed.GetRequiredValue(structures), parsed.GetRequiredValue(output));
            if (Directory.Exists(target)) throw new InputException("there is a folder of that name", target, remedy: "give the name of a file with -o");
            if (Path.GetFullPath(source) == Path.GetFullPath(target)) throw new InputException("the output would replace the structures", target, remedy: "give another name with -o");
            var file = Path.GetFullPath(parsed.GetRequiredValue(model));
            if (Path.GetFullPath(target) is var full && (full == file || full == Path.ChangeExtension(file, ".safetensors"))) throw new InputException("the output would replace the model", target, remedy: "give another name with -o");
            if (Path.GetExtension(target) is not (".extxyz" or ".xyz") && !target.StartsWith("/dev/", StringComparison.Ordinal))
            {
                throw new InputException("predictions are written as extended XYZ, which this name does not say", target, remedy: "give a name that ends in .extxyz or .xyz with -o");
            }

            using var pool = new WorkerPool(CommandContext.Threads(parsed.GetValue(threads)));
            var (frames, atoms) = (0, 0L);
            var warnings = new List<string>();
            context.ShowProgress(progress =>
            {
                var loaded = BindingEnergyModelFile.Read(parsed.GetRequiredValue(model));
                var predictions = PredictedStructures.Predict(loaded, source, pool, progress, warnings.Add, cancellation);
                StructureFile.Write(target, predictions.Select(p =>
                {
                    frames++;
                    atoms += p.Structure.Count;
                    return PredictedStructures.Annotate(p);
                }), "extxyz", cancellationToken: cancellation);
                return 0;
            });
            foreach (var warning in warnings) context.Warn(warning);
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{atoms} atoms in {frames} {(frames == 1 ? "frame" : "frames")}: {target}"));
            return ExitCodes.Done;
        }));
        return command;
    }
}
