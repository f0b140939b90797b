using System.Globalization;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Reads frame after frame, evaluates, writes; both outputs appear under their names only when they are complete.</summary>
internal sealed class EvaluateRun(EvaluateRequest request, WorkerPool pool)
{
    private readonly List<string> _remarks = [];

    /// <summary>What came of it.</summary>
    public EvaluateSummary Summary { get; } = new(request);

    /// <summary>Sentences for the user once the outputs are there.</summary>
    public IEnumerable<string> Warnings() => _remarks.Concat(Summary.Extrapolation.Sentences());

    /// <summary>Does the work.</summary>
    public void Execute(IProgress<ProgressUpdate> progress, CancellationToken cancellation)
    {
        request.CheckUnits(request.Structures);
        var potential = PotentialFile.ReadFor(request.Potential, request.Units).InPrecision(request.Precision);
        Summary.Potential = potential;
        if (request.StopAbove is not null && request.TrainingSet is null && !Learned.HasBoxes(potential)) throw new InputException("--stop-above needs grades, and this potential keeps no ranges of its features", remedy: "name its training set with --training-set");
        if (request.StopAboveSpread is not null && potential is not CommitteePotential) throw new InputException("--stop-above-spread needs a committee, and this potential is none", remedy: "name its members in a YAML description (committee:)");
        ActiveSets? sets = null;
        if (request.TrainingSet is { } training)
        {
            request.CheckUnits(training);
            progress.Report(new ProgressUpdate("training set", 0, 1));
            sets = ActiveSets.Build(potential, StructureFile.Read(training, cancellationToken: cancellation), pool, cancellation);
            progress.Report(new ProgressUpdate("training set", 1, 1));
        }

        var form = request.Descriptors is null ? DescriptorForm.None : request.Scaled ? DescriptorForm.Scaled : DescriptorForm.Raw;
        var evaluator = new StructureEvaluator(potential, pool, new EvaluationOptions { Descriptors = form, Grades = request.Grades, ActiveSets = sets });
        if (request.Descriptors is { } file)
        {
            AtomicFile.Write(file, stream =>
            {
                using var table = new DescriptorTable(stream, evaluator.DescriptorWidth);
                Write(evaluator, table, progress, cancellation);
            });
        }
        else
        {
            Write(evaluator, null, progress, cancellation);
        }
    }

    private void Write(StructureEvaluator evaluator, DescriptorTable? table, IProgress<ProgressUpdate> progress, CancellationToken cancellation)
    {
        // Only a file says how far it has been read.
        using var stream = Directory.Exists(request.Structures) ? null : new FileStream(request.Structures, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        var total = stream is { CanSeek: true, Length: > 0 } ? stream.Length : 0;
        var structures = stream is null
            ? StructureFile.Read(request.Structures, request.Format, request.Hints, cancellation)
            : StructureFile.Read(stream, request.Structures, request.Format, request.Hints, cancellation);
        StructureFile.Write(request.Output, Frames(), "extxyz", cancellationToken: cancellation);

        IEnumerable<Structure> Frames()
        {
            foreach (var frame in evaluator.Evaluate(structures, cancellation))
            {
                Guard(frame);
                Summary.Add(frame);
                foreach (var remark in frame.Structure.Remarks)
                {
                    if (!_remarks.Contains(remark)) _remarks.Add(remark);
                }

                table?.Add(frame);
                yield return frame.ToStructure();
                var note = string.Create(CultureInfo.InvariantCulture, $"{Summary.Frames} {(Summary.Frames == 1 ? "frame" : "frames")}");
                progress.Report(total > 0 ? new ProgressUpdate("evaluate", Math.Min(stream!.Position, total), total, note) : new ProgressUpdate("evaluate", 0, 1, note));
            }
        }
    }

    // Stops at the first atom, in the order of frames, that the model knows too little about.
    private void Guard(EvaluatedStructure frame)
    {
        if (Exceeds(frame.Optimality ?? frame.Extrapolation, request.StopAbove) is { } graded)
        {
            throw Stop($"the extrapolation grade {graded.Value:G6} ({(frame.Optimality is null ? "feature box" : "D-optimality")}), above the {request.StopAbove:G6} of --stop-above", graded.Atom);
        }

        if (Exceeds(frame.ForceDeviations, request.StopAboveSpread) is { } spread)
        {
            throw Stop($"a force on which the committee's members differ by {spread.Value:G6} {(request.Units == PotentialUnits.EvAngstrom ? "eV/Å" : "Hartree/Bohr")} (standard deviation), above the {request.StopAboveSpread:G6} of --stop-above-spread", spread.Atom);
        }

        GuardException Stop(FormattableString what, int atom) =>
            new($"atom {atom} ({Element.Symbol(frame.Structure.AtomicNumbers[atom])}) of frame {frame.Frame} has {FormattableString.Invariant(what)}; nothing was written.");
    }

    // The atom with the largest value, where that is above the limit.
    private static (int Atom, double Value)? Exceeds(double[]? values, double? limit)
    {
        if (limit is null || values is null || values.Length == 0) return null;
        var largest = values.Max();
        return largest > limit ? (Array.IndexOf(values, largest), largest) : null;
    }
}
