using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>The step <c>md</c>: molecular dynamics of a structure with a potential, in stages.</summary>
public sealed class MolecularDynamicsStep : StepKind<MolecularDynamicsOptions>
{
    // One atom in a frame of the trajectory: symbol, three positions, three velocities; in a dump its number and type too.
    private const double BytesOfText = 130;
    private const double BytesOfLine = 170;
    private const int MostTrials = 20;

    /// <inheritdoc/>
    public override string Name => "md";

    /// <inheritdoc/>
    public override string Summary => "Molecular dynamics of a structure with a potential, in stages.";

    /// <inheritdoc/>
    public override void Validate(MolecularDynamicsOptions options, StepValidation validation)
    {
        validation.DeclareInput("structure", options.Structure);
        var isPotentialThere = DeclarePotential(options.Potential, validation);
        if (options.TrainingSet is not null) validation.DeclareInput("training_set", options.TrainingSet);
        CheckSelections(options, validation);
        CheckStages(options, validation);
        if (options.Wall is { Inner: { } inner, Outer: { } outer } && inner >= outer) validation.Fail("wall.outer", "must be above wall.inner", "raise it");
        if (options.Name.Length > 0 && options.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))) validation.Fail("name", "must be a word", "use letters, digits, - and _");
        var prefix = RunFiles.PrefixOf(options.Name);
        validation.DeclareOutput("thermo", prefix + RunFiles.ThermoName);
        if (options.TrajectoryEvery > 0) validation.DeclareOutput("trajectory", prefix + TrajectoryEncoder.FileName(options.TrajectoryFormat));
        validation.DeclareOutput("final", prefix + RunFiles.FinalName);
        validation.DeclareOutput("picture", prefix + RunFiles.PictureName);
        validation.DeclareOutput("checkpoint", prefix + RunState.FileName);
        var stages = Stage.Of(options);
        foreach (var stage in stages) validation.Describe(Describe(stage));
        if (!isPotentialThere || !File.Exists(options.Structure)) return; // an earlier step makes them
        var structure = ReadStructure(options);
        var potential = ReadPotential(options);
        CheckElements(structure, potential, options.Structure);
        CheckCell(structure, stages, options);
        CheckGuards(options, potential);
        var frozen = FrozenAtoms.Of(options, structure);
        if (frozen is not null) validation.Describe(string.Create(CultureInfo.InvariantCulture, $"{frozen.Count(f => f)} atoms do not move"));
        DescribeCost(options, structure, stages[^1].Last, potential, validation);
    }

    /// <inheritdoc/>
    public override StepResult Run(MolecularDynamicsOptions options, StepContext context)
    {
        var structure = ReadStructure(options);
        var potential = ReadPotential(options);
        CheckElements(structure, potential, options.Structure);
        CheckCell(structure, Stage.Of(options), options);
        CheckGuards(options, potential);
        GradeTally? grades;
        var sets = options.TrainingSet is { } training ? ActiveSets.Build(potential, StructureFile.Read(training, cancellationToken: context.Cancellation), context.Pool, context.Cancellation) : null;
        using (MolecularDynamicsRun run = new(options, context, structure, potential, sets))
        {
            run.Run();
            grades = run.Grades;
        }

        if (grades?.Above > 0) context.Warn(string.Create(CultureInfo.InvariantCulture, $"The extrapolation grade of an atom was above warn_above.grade of {options.WarnAbove.Grade:G6} in {grades.Above} looks at single atoms, made every {options.GuardEvery} steps: see the grades in the report."));
        RunFiles files = new(context.Folder, options.Name, options.TrajectoryFormat);
        var stages = Stage.Of(options);
        var report = new MolecularDynamicsReport(stages, structure.Count, () => ThermoLog.Read(files.Thermo), grades);
        AtomicFile.WriteText(files.Picture, report.Picture);
        Dictionary<string, string> outputs = new() { ["thermo"] = files.Thermo, ["final"] = files.Final, ["picture"] = files.Picture, ["checkpoint"] = files.Checkpoint };
        if (options.TrajectoryEvery > 0) outputs["trajectory"] = files.Trajectory;
        var summary = new JsonObject { ["atoms"] = structure.Count, ["potential"] = potential.Family, ["steps"] = stages[^1].Last, ["time_fs"] = stages[^1].TimeAfter(stages[^1].Last), ["stages"] = report.Numbers() };
        if (grades is not null) summary["grades"] = grades.Numbers(stages);
        return new StepResult
        {
            Outputs = outputs,
            Summary = summary,
            SummaryLines = report.Lines(),
            ReportSections = [report.Section(Path.GetFileName(options.Structure))],
        };
    }

    private static bool DeclarePotential(string text, StepValidation validation)
    {
        var isSet = text.Contains('=', StringComparison.Ordinal) && !File.Exists(text);
        if (!isSet && !Directory.Exists(text)) validation.RequireFile("potential", text);
        if (!isSet && !Directory.Exists(text) && !File.Exists(text)) return false;
        foreach (var file in PotentialInputs.Of(text)) validation.DeclareInput(file);
        return true;
    }

    private static void CheckStages(MolecularDynamicsOptions options, StepValidation validation)
    {
        var stages = Stage.Of(options);
        var named = options.Stages.Keys.ToArray();
        for (var k = 0; k < stages.Count; k++)
        {
            string Key(string key, bool isOwn) => isOwn ? $"stages.{named[k]}.{key}" : key;
            var own = named.Length > 0 ? options.Stages[named[k]] : new StageOptions();
            var isLast = k == stages.Count - 1;
            if (own.Steps is null && !(isLast && options.Steps is not null)) validation.Fail(Key("steps", !isLast), "is needed", "give the number of steps");
            var stage = stages[k];
            if (stage.Press.Kind == BarostatKind.Mtk && stage.Thermostat != ThermostatKind.NoseHoover) validation.Fail(Key("barostat", own.Barostat is not null), "mtk needs thermostat: nose_hoover", "set that, or barostat: rescaling");
            if (stage.Press.Kind == BarostatKind.Rescaling && stage.Thermostat == ThermostatKind.None) validation.Fail(Key("barostat", own.Barostat is not null), "rescaling needs a thermostat", "set one, or barostat: none");
            if (stage.Thermostat == ThermostatKind.NoseHoover && Math.Min(stage.Temperature, stage.TemperatureEnd) <= 0)
            {
                validation.Fail(Key("temperature", own.Temperature is not null), "must be above 0 with nose_hoover", "raise it, or choose another thermostat");
            }
        }
    }

    private static IPotential ReadPotential(MolecularDynamicsOptions options)
    {
        var potential = PotentialFile.Read(options.Potential).InPrecision(options.PotentialPrecision);
        return options.Wall is { Inner: { } inner, Outer: { } outer } ? SumPotential.WithPairs(potential, new ZblRepulsion(potential.Elements, inner, outer)) : potential;
    }

    private static Structure ReadStructure(MolecularDynamicsOptions options)
    {
        var (path, count) = (options.Structure, 0L);
        foreach (var structure in StructureFile.Read(path))
        {
            if (count++ < options.Frame) continue;
            return structure.Count > 0 ? structure : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"frame {options.Frame} has no atoms"), path, remedy: "choose another with 'frame'");
        }

        throw new InputException(count == 0 ? "there is no structure in it" : string.Create(CultureInfo.InvariantCulture, $"there is no frame {options.Frame}: it holds {count}"), path, remedy: "choose another with 'frame'");
    }

    private static void CheckElements(Structure structure, IPotential potential, string path)
    {
        for (var i = 0; i < structure.Count; i++)
        {
            if (potential.Elements.Contains(structure.AtomicNumbers[i])) continue;
            throw new InputException($"atom {i} is {Element.Symbol(structure.AtomicNumbers[i])}, which the potential does not know", path, remedy: "use a potential of " + string.Join(", ", structure.AtomicNumbers.ToArray().Distinct().Select(z => Element.Symbol(z))));
        }
    }

    private static void CheckSelections(MolecularDynamicsOptions options, StepValidation validation)
    {
        for (var k = 0; k < options.Freeze.Count; k++)
        {
            try
            {
                AtomSelection.Parse(options.Freeze[k]);
            }
            catch (InputException fault)
            {
                validation.Fail(string.Create(CultureInfo.InvariantCulture, $"freeze.{k}"), "is not understood: " + fault.Message.TrimEnd('.'));
            }
        }
    }

    private static void CheckGuards(MolecularDynamicsOptions options, IPotential potential)
    {
        if ((options.StopAbove.Grade ?? options.WarnAbove.Grade) is not null && options.TrainingSet is null && !Learned.HasBoxes(potential)) throw new InputException("stop_above.grade and warn_above.grade need grades, and this potential keeps no ranges of its features", remedy: "name its training set with training_set");
        if (options.StopAbove.Spread is not null && potential is not CommitteePotential) throw new InputException("stop_above.spread needs a committee, and this potential is none", remedy: "name its members in a YAML description (committee:)");
    }

    private static void CheckCell(Structure structure, IReadOnlyList<Stage> stages, MolecularDynamicsOptions options)
    {
        if (options.TrajectoryFormat == TrajectoryKind.LammpsDump && options.TrajectoryEvery > 0 && structure.Cell is null) throw new InputException("the structure has no cell, which a dump of LAMMPS needs", options.Structure, remedy: "give it one, or choose another trajectory_format");
        if (structure.Periodicity == Periodicity.Full || stages.FirstOrDefault(s => s.Press.Kind != BarostatKind.None) is not { } stage) return;
        throw new InputException($"the structure is not periodic along all axes, so stage '{stage.Name}' has no pressure to hold", options.Structure, remedy: "set barostat: none, or give the structure a cell");
    }

    private static string Describe(Stage stage)
    {
        var temperature = stage.Temperature == stage.TemperatureEnd ? $"{stage.Temperature:G6} K" : $"{stage.Temperature:G6} to {stage.TemperatureEnd:G6} K";
        var coupling = stage.Thermostat switch
        {
            ThermostatKind.None => $"constant energy, begun at {stage.Temperature.ToString("G6", CultureInfo.InvariantCulture)} K",
            ThermostatKind.Langevin => $"{temperature}, Langevin dynamics with 1/γ of {stage.TimeConstant:G6} fs",
            ThermostatKind.NoseHoover => $"{temperature}, Nosé–Hoover chain with τ of {stage.TimeConstant:G6} fs",
            _ => $"{temperature}, stochastic velocity rescaling with τ of {stage.TimeConstant:G6} fs",
        };
        return FormattableString.Invariant($"{stage.Name}: {stage.Steps} steps of {stage.TimeStep:G6} fs, {coupling}{stage.Press.Describe()}");
    }

    // Disk from the number of frames; time from the shortest of some evaluations on one thread.
    private static void DescribeCost(MolecularDynamicsOptions options, Structure structure, long steps, IPotential potential, StepValidation validation)
    {
        var bytes = steps / options.ThermoEvery * BytesOfLine + (options.TrajectoryEvery > 0 ? (steps / options.TrajectoryEvery + 1) * structure.Count * BytesOfAtom(options) : 0);
        validation.Describe(FormattableString.Invariant($"{structure.Count} atoms, {potential.Family} potential, {steps} steps; about {bytes / 1e6:G3} MB on disk"));
        var atoms = new Atoms(structure);
        var list = new NeighbourList(potential.Cutoff, options.Skin ?? 1);
        list.Build(atoms);
        EvaluationResult result = new();
        // The first evaluations are those of code that is not yet compiled for good.
        var (whole, shortest) = (System.Diagnostics.Stopwatch.StartNew(), TimeSpan.MaxValue);
        for (var k = 0; k < MostTrials && whole.Elapsed.TotalSeconds < 1; k++)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            potential.Evaluate(atoms, list, result);
            if (clock.Elapsed < shortest) shortest = clock.Elapsed;
        }

        validation.Describe(FormattableString.Invariant($"one evaluation of the forces takes {shortest.TotalMilliseconds:G2} ms on one thread: all steps at most {Durations.Text(shortest * steps)}"));
    }

    private static double BytesOfAtom(MolecularDynamicsOptions options) => options.TrajectoryFormat != TrajectoryKind.Ltraj ? BytesOfText : options.TrajectoryPrecision == TrajectoryPrecision.Single ? 24 : 48;
}
