using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>The step <c>relax</c>: structures brought to minima of the energy, with their cells where that is asked for.</summary>
public sealed class RelaxationStep : StepKind<RelaxationOptions>
{
    private const string StructuresName = "relaxed.extxyz";
    private const string PathName = "convergence.csv";
    private const string PictureName = "relaxation.svg";
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public override string Name => "relax";

    /// <inheritdoc/>
    public override string Summary => "Relaxation of structures, and of their cells under a pressure, to minima of a potential.";

    /// <inheritdoc/>
    public override void Validate(RelaxationOptions options, StepValidation validation)
    {
        validation.DeclareInput("structure", options.Structure);
        var isPotentialThere = PotentialFiles.Declare(options.Potential, validation);
        if (options.Name.Length > 0 && options.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))) validation.Fail("name", "must be a word", "use letters, digits, - and _");
        if (options.Pressure != 0 && options.Cell == CellRelaxation.Fixed) validation.Fail("pressure", "has no meaning while the cell is fixed", "set cell: isotropic or cell: full");
        if (options.Frames is { } frames) _ = FrameSlice.Parse(frames);
        var prefix = RunFiles.PrefixOf(options.Name);
        validation.DeclareOutput("relaxed", prefix + StructuresName);
        validation.DeclareOutput("convergence", prefix + PathName);
        validation.DeclareOutput("picture", prefix + PictureName);
        if (!isPotentialThere || !File.Exists(options.Structure)) return; // an earlier step makes them
        var potential = PotentialFile.Read(options.Potential);
        var first = Read(options, potential, default).FirstOrDefault() ?? throw Empty(options);
        var cell = options.Cell == CellRelaxation.Fixed ? "in its cell" : string.Create(CultureInfo.InvariantCulture, $"with its cell ({options.Cell.ToString().ToLowerInvariant()}) at {options.Pressure:G6} GPa");
        validation.Describe(string.Create(CultureInfo.InvariantCulture, $"relaxes each frame {cell} until no force is above {options.ForceTolerance:G4} eV/Å, in at most {options.Evaluations} evaluations; the first has {first.Count} atoms, {potential.Family} potential"));
    }

    /// <inheritdoc/>
    public override StepResult Run(RelaxationOptions options, StepContext context) => Run(options, context, PotentialFile.Read(options.Potential).InPrecision(options.PotentialPrecision));

    /// <summary>Does the work with a potential that has been read.</summary>
    internal static StepResult Run(RelaxationOptions options, StepContext context, IPotential potential)
    {
        FrameRelaxation relaxation = new(options, potential, context.Pool);
        RelaxationReport report = new(options);
        var prefix = RunFiles.PrefixOf(options.Name);
        var (structures, path, picture) = (context.Folder.PathOf(prefix + StructuresName), context.Folder.PathOf(prefix + PathName), context.Folder.PathOf(prefix + PictureName));
        StructureFile.Write(structures, Relaxed(options, relaxation, potential, context, report), cancellationToken: context.Cancellation);
        if (report.Frames == 0) throw Empty(options);
        AtomicFile.WriteText(path, report.Table());
        AtomicFile.WriteText(picture, report.Picture());
        report.Warn(context, structures);
        return new StepResult
        {
            Outputs = new Dictionary<string, string> { ["relaxed"] = structures, ["convergence"] = path, ["picture"] = picture },
            Summary = new JsonObject { ["potential"] = potential.Family, ["frames"] = report.Numbers() },
            SummaryLines = report.Lines(),
            ReportSections = [report.Section(Path.GetFileName(options.Structure))],
            Guard = report.Guard(structures),
        };
    }

    private static IEnumerable<Structure> Relaxed(RelaxationOptions options, FrameRelaxation relaxation, IPotential potential, StepContext context, RelaxationReport report)
    {
        var frame = 0;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var reported = -BetweenReports;
        foreach (var structure in Read(options, potential, context.Cancellation))
        {
            var number = frame++;
            void Say(RelaxationPoint point, bool isCheck)
            {
                if (clock.Elapsed - reported < BetweenReports) return;
                reported = clock.Elapsed;
                context.Report("relaxation", point.Evaluations, options.Evaluations, string.Create(CultureInfo.InvariantCulture, $"frame {number}{(isCheck ? ", displaced" : "")}, largest force {point.Force:G3} eV/Å"));
            }

            var relaxed = context.Checkpoint.GetOrCompute(string.Create(CultureInfo.InvariantCulture, $"frame{number}"), () => relaxation.Run(structure, number, context.Seed, Say, context.Cancellation));
            report.Add(structure, relaxed);
            yield return Compose(structure, relaxed);
        }
    }

    private static Structure Compose(Structure structure, RelaxedFrame frame)
    {
        var result = frame.Result;
        var relaxed = FrameRelaxation.With(structure, result);
        relaxed = relaxed.With(new RealColumn("forces", 3, result.Forces)).With("energy", new RealInfo(result.Last.Energy));
        if (structure.Periodicity.Any) relaxed = relaxed.With("stress", StructureLabels.ToInfo(-1 / result.Last.Volume * result.Virial));
        return relaxed.With("relaxed", new LogicalInfo([result.End == RelaxationEnd.Converged]) { Shape = [] });
    }

    private static IEnumerable<Structure> Read(RelaxationOptions options, IPotential potential, CancellationToken cancellation)
    {
        var slice = options.Frames is { } text ? FrameSlice.Parse(text) : FrameSlice.All;
        foreach (var structure in slice.Apply(StructureFile.Read(options.Structure, cancellationToken: cancellation)))
        {
            if (structure.Count == 0) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"frame {structure.Origin.Frame} has no atoms"), options.Structure, remedy: "leave it out with 'frames'");
            PotentialFiles.CheckElements(structure, potential, options.Structure);
            yield return structure;
        }
    }

    private static InputException Empty(RelaxationOptions options) => new("there is no structure to relax in it", options.Structure, remedy: "check the file, and 'frames', which are counted from 0");
}
