using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Reads a nep.txt: the head, then one number after another. docs/potentials/nep.md says what stands where.</summary>
internal static class NepReader
{
    /// <summary>Reads a potential from a stream.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <exception cref="InputException">The text is malformed, cut off, or of a kind that is not evaluated.</exception>
    public static NepModel Read(Stream stream, string name)
    {
        var lines = new LineReader(stream, name);
        var head = new NepHeadReader(lines).Read();
        var numbers = Numbers(lines, head, out var repulsionLine);
        var (types, layout) = (head.Elements.Length, head.Layout);
        var at = 0;
        double[] Take(long count)
        {
            at += (int)count;
            return numbers[(at - (int)count)..at];
        }

        var parts = new List<(double[] Weights, double[] Biases, double[] Outputs, double Bias)>();
        for (var t = 0; t < (head.Version == 3 ? 1 : types); t++)
        {
            parts.Add((Take(layout.Neurons * layout.Descriptors), Take(layout.Neurons), Take(layout.Neurons), head.Version == 5 ? Take(1)[0] : 0));
        }

        var common = Take(1)[0];
        var networks = new NepNetwork[types];
        for (var t = 0; t < types; t++)
        {
            var part = parts[Math.Min(t, parts.Count - 1)];
            networks[t] = new(part.Weights, part.Biases, part.Outputs, common + part.Bias);
        }

        var radial = PairsFirst(Take((long)types * types * layout.RadialFunctions * layout.RadialBasis), types);
        var angular = PairsFirst(Take((long)types * types * layout.AngularFunctions * layout.AngularBasis), types);
        var scaler = Take(layout.Descriptors);
        return new(head.Version, head.Elements, head.RadialCutoffs, head.AngularCutoffs, layout, networks, radial, angular, scaler, Repulsion(head, Take(head.RepulsionNumbers), lines, repulsionLine));
    }

    // The list grows with what is read: the head may claim anything.
    private static double[] Numbers(LineReader lines, NepHead head, out long repulsionLine)
    {
        var numbers = new List<double>();
        var (length, previous) = (0, 0);
        repulsionLine = 0;
        while (lines.TryRead(out var line))
        {
            var words = new Words(line);
            while (words.TryNext(out var word))
            {
                if (numbers.Count == head.Numbers - head.RepulsionNumbers) repulsionLine = lines.LineNumber;
                if (numbers.Count == head.Numbers) throw lines.Fault($"there are more numbers than the {Plain(head.Numbers)} that the head of the file asks for", "correct the head, or remove what follows the last number");
                if (!NumberText.TryParseReal(word, out var value)) throw lines.Fault($"expected number {Plain(numbers.Count + 1)} of {Plain(head.Numbers)}, found {TextBytes.Quote(word)}", "correct the line");
                if (!double.IsFinite(value)) throw lines.Fault($"number {Plain(numbers.Count + 1)} of {Plain(head.Numbers)}, {PartOf(head, numbers.Count)}, is not finite", "the training failed or the file is damaged: take another copy");
                numbers.Add(value);
            }

            var end = line.TrimEnd(" \t\r"u8).Length;
            if (end > 0) (previous, length) = (length, end);
        }

        if (numbers.Count < head.Numbers) throw lines.Fault($"the file ends after {Plain(numbers.Count)} of the {Plain(head.Numbers)} numbers that its head asks for, among {PartOf(head, numbers.Count)}", "complete the file or correct its head");

        // Lines of numbers are of one length: a shorter one without an end lacks digits.
        if (!lines.HadLineEnd && length < previous) throw lines.Fault("the last line of the file is cut off", "complete the file");
        return [.. numbers];
    }

    private static string PartOf(NepHead head, int index)
    {
        if (index < head.NetworkNumbers) return "a weight or bias of the network";
        if (index < head.NetworkNumbers + head.Coefficients) return "a coefficient of the radial functions";
        return index < head.Numbers - head.RepulsionNumbers ? "a scale of the descriptors" : "a parameter of the flexible repulsion";
    }

    // In files the pair of types runs fastest: (n, k, centre, neighbour) becomes (centre, neighbour, n, k).
    private static double[] PairsFirst(double[] file, int types)
    {
        var (pairs, size) = (types * types, file.Length / (types * types));
        var ordered = new double[file.Length];
        for (var pair = 0; pair < pairs; pair++)
        {
            for (var nk = 0; nk < size; nk++) ordered[pair * size + nk] = file[nk * pairs + pair];
        }

        return ordered;
    }

    private static NepRepulsion? Repulsion(NepHead head, double[] numbers, LineReader lines, long line)
    {
        if (head.Repulsion.Length == 0) return null;
        if (head.Repulsion.Length == 3) return NepRepulsion.Typewise(head.Elements, head.Repulsion[1], head.Repulsion[2]);
        if (!head.HasFlexibleRepulsion) return NepRepulsion.Universal(head.Elements, head.Repulsion[0], head.Repulsion[1]);
        for (var pair = 0; pair < numbers.Length; pair += NepRepulsion.NumbersPerPair)
        {
            if (numbers[pair] >= 0 && numbers[pair] < numbers[pair + 1]) continue;
            throw lines.Fault($"the radii of the flexible repulsion, {NumberText.Format(numbers[pair])} and {NumberText.Format(numbers[pair + 1])} Å, do not follow one another", "the inner radius must be less than the outer", line);
        }

        return NepRepulsion.Flexible(head.Elements, numbers);
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
