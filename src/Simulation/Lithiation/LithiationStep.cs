using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>The step <c>lithiate</c>: atoms inserted one after another into the largest voids of a host that grows and is relaxed.</summary>
public sealed class LithiationStep : StepKind<LithiationOptions>
{
    private const string TrajectoryName = "lithiated.extxyz";
    private const string TableName = "lithiation.csv";
    private const string PictureName = "lithiation.svg";

    /// <inheritdoc/>
    public override string Name => "lithiate";

    /// <inheritdoc/>
    public override string Summary => "Stepwise insertion of atoms into the largest voids of a host, which grows and is relaxed after each.";

    /// <inheritdoc/>
    public override void Validate(LithiationOptions options, StepValidation validation)
    {
        validation.DeclareInput("structure", options.Structure);
        var isPotentialThere = PotentialFiles.Declare(options.Potential, validation);
        if (options.Name.Length > 0 && options.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))) validation.Fail("name", "must be a word", "use letters, digits, - and _");
        LithiationPlan.Check(options, validation);
        var prefix = RunFiles.PrefixOf(options.Name);
        validation.DeclareOutput("lithiated", prefix + TrajectoryName);
        validation.DeclareOutput("table", prefix + TableName);
        validation.DeclareOutput("picture", prefix + PictureName);
        if (!isPotentialThere || !File.Exists(options.Structure)) return; // an earlier step makes them
        var potential = PotentialFile.Read(options.Potential);
        var (structure, plan) = Read(options, potential);
        var (guest, host) = (Element.Symbol(plan.Insert), Element.Symbol(plan.Host));
        var relaxations = 1 + (plan.Last - plan.First + options.InsertionsPerStep - 1) / options.InsertionsPerStep;
        validation.Describe(string.Create(
            CultureInfo.InvariantCulture,
            $"inserts {plan.Last - plan.First} {guest} into {structure.Count} atoms, from {guest}{plan.First}{host}{plan.Hosts} to {guest}{plan.Last}{host}{plan.Hosts}, ")
            + string.Create(CultureInfo.InvariantCulture, $"each with {plan.Growth:G5} Å³ and no closer than {plan.MinimumDistance:G4} Å; {relaxations} relaxations to {options.ForceTolerance:G4} eV/Å, {potential.Family} potential"));
    }

    /// <inheritdoc/>
    public override StepResult Run(LithiationOptions options, StepContext context) => Run(options, context, PotentialFile.Read(options.Potential).InPrecision(options.PotentialPrecision));

    /// <summary>Does the work with a potential that has been read.</summary>
    internal static StepResult Run(LithiationOptions options, StepContext context, IPotential potential)
    {
        var (structure, plan) = Read(options, potential);
        if (structure.FindColumn("move_mask") is not null) context.Warn($"move_mask of {options.Structure} is not followed: all atoms move.");
        LithiationRun run = new(options, plan, potential, context);
        LithiationReport report = new(plan, potential);
        var prefix = RunFiles.PrefixOf(options.Name);
        var (trajectory, table, picture) = (context.Folder.PathOf(prefix + TrajectoryName), context.Folder.PathOf(prefix + TableName), context.Folder.PathOf(prefix + PictureName));
        StructureFile.Write(trajectory, Frames(), cancellationToken: context.Cancellation);
        AtomicFile.WriteText(table, report.Table());
        AtomicFile.WriteText(picture, report.Picture());
        return new StepResult
        {
            Outputs = new Dictionary<string, string> { ["lithiated"] = trajectory, ["table"] = table, ["picture"] = picture },
            Summary = report.Numbers(),
            SummaryLines = report.Lines(),
            ReportSections = [report.Section(Path.GetFileName(options.Structure))],
            Guard = report.Guard(run.Stop, trajectory),
        };

        IEnumerable<Structure> Frames()
        {
            foreach (var (relaxed, point) in run.Run(structure))
            {
                report.Add(relaxed, point);
                yield return relaxed.With(new RealColumn("forces", 3, point.Relaxed.Forces)).With("energy", new RealInfo(point.Relaxed.Last.Energy))
                    .With("stress", StructureLabels.ToInfo(-1 / point.Relaxed.Last.Volume * point.Relaxed.Virial)).With("x", new RealInfo((double)point.Inserted / plan.Hosts))
                    .With("relaxed", new LogicalInfo([point.Relaxed.End == RelaxationEnd.Converged]) { Shape = [] });
            }
        }
    }

    private static (Structure Structure, LithiationPlan Plan) Read(LithiationOptions options, IPotential potential)
    {
        var count = 0L;
        foreach (var structure in StructureFile.Read(options.Structure))
        {
            if (count++ < options.Frame) continue;
            var plan = LithiationPlan.Of(options, structure);
            PotentialFiles.CheckElements(structure, potential, options.Structure);
            if (potential.Elements.Contains(plan.Insert)) return (structure, plan);
            var needed = string.Join(", ", structure.AtomicNumbers.ToArray().Append(plan.Insert).Distinct().Select(z => Element.Symbol(z)));
            throw new InputException($"the potential does not know {Element.Symbol(plan.Insert)}, which is inserted", options.Potential, remedy: "use a potential of " + needed);
        }

        throw new InputException(count == 0 ? "there is no structure in it" : string.Create(CultureInfo.InvariantCulture, $"there is no frame {options.Frame}: it holds {count}"), options.Structure, remedy: "choose another with 'frame'");
    }
}
