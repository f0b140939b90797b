namespace Lithoscope.Reporting.Tests;

/// <summary>One example of each kind of figure, for tests and for the eye.</summary>
internal static class Gallery
{
    public static IReadOnlyList<(string Name, string Svg)> All =>
    [
        ("parity", Parity(5000).ToSvg(520, 540)),
        ("parity-two", ParityTwo().ToSvg(520, 540)),
        ("learning-curve", LearningCurve().ToSvg(640, 440)),
        ("learning-curve-narrow", LearningCurve().ToSvg(320, 300)),
        ("spectrum", Spectrum().ToSvg(680, 440)),
        ("stacked", Stacked().ToSvg(620, 640)),
        ("offset", Offset().ToSvg(620, 420)),
        ("histogram", Histogram().ToSvg(620, 400)),
        ("markers", Markers().ToSvg(640, 440)),
        ("grid", new PlotGrid
        {
            Title = "Si 2p and Li 1s",
            Subtitle = "Four panels, two columns",
            Panels = [Parity(300), LearningCurve(), Spectrum(), Histogram()],
            Columns = 2,
            Notes = ["All values are synthetic."],
        }.ToSvg(1100, 900)),
        ("empty", new Plot { Title = "Nothing to see", XAxis = "x", YAxis = "y", Series = [new LineSeries([], [], "none")] }.ToSvg()),
        ("one-point", new Plot { XAxis = "x", YAxis = "y", Series = [new ScatterSeries([99.5], [3e-7], "one")] }.ToSvg()),
    ];

    public static Plot Parity(int count)
    {
        var random = new Random(1);
        var reference = Enumerable.Range(0, count).Select(_ => 89 + 2.2 * random.NextDouble()).ToArray();
        return Plot.Parity("Si 2p binding energies of held-out frames", "Si 2p (eV)",
            new ScatterSeries(reference, reference.Select(r => r + 0.1 * Normal(random))) { Label = "held-out frames" }) with
        {
            Subtitle = $"{count} atoms in 48 frames",
            Annotations = [new Annotation("RMSE 0.098 eV\nMAE 0.075 eV\nspread 0.61 eV", Corner.TopLeft)],
            Notes = ["Initial-state values (E_Fermi − ε), about 9 eV below measured binding energies; compare shifts only."],
        };
    }

    public static Plot ParityTwo()
    {
        var random = new Random(2);
        ScatterSeries Set(int n, double centre, string label) => Noisy([.. Enumerable.Range(0, n).Select(_ => centre + 0.5 * Normal(random))], label);
        ScatterSeries Noisy(double[] x, string label) => new(x, x.Select(v => v + 0.15 * Normal(random)), label);
        return Plot.Parity("Two phases", "Li 1s (eV)", Set(400, 50, "amorphous"), Set(60, 51, "crystalline"));
    }

    public static Plot LearningCurve()
    {
        double[] sizes = [25, 50, 100, 200, 400, 800, 1600];
        var random = sizes.Select(n => 0.9 / Math.Pow(n, 0.33)).ToArray();
        return new Plot
        {
            Title = "Learning curve, Si 2p",
            Subtitle = "Farthest-point sampling against 20 random draws",
            XAxis = new Axis("Training environments") { Logarithmic = true },
            YAxis = new Axis("RMSE on held-out frames (eV)") { Logarithmic = true },
            Series =
            [
                new BandSeries(sizes, random.Select(r => r * 0.88), random.Select(r => r * 1.12)),
                new LineSeries(sizes, random, "random, mean ± s.d.") { Marker = Marker.Circle },
                new LineSeries(sizes, random.Select((r, i) => r * (1.05 - 0.05 * i)), "farthest-point sampling") { Marker = Marker.Square },
                ReferenceLine.Horizontal(0.1, "goal 0.1 eV"),
            ],
        };
    }

    public static Plot Spectrum()
    {
        var random = new Random(3);
        var levels = Enumerable.Range(0, 120).Select(_ => 90.2 + 0.6 * Normal(random)).ToArray();
        var energies = Grid(86.5, 94, 0.02);
        var total = Broadened(levels, energies);
        var rich = levels.Where(l => l < 90).ToArray();
        return new Plot
        {
            Title = "Si 2p photoelectron spectrum",
            Subtitle = "amorphous Li₁₅Si₄, 120 Si atoms, σ = γ = 0.3 eV",
            XAxis = Axis.BindingEnergy(),
            YAxis = new Axis("Intensity (1/eV)"),
            Series =
            [
                new LineSeries(energies, Broadened(rich, energies).Select(v => v * rich.Length / levels.Length), "no Si neighbour") { Filled = true },
                new LineSeries(energies, total, "total", Palette.Black),
                new StickSeries(levels, levels.Select(_ => 0.03), "levels", Palette.Vermillion),
                ReferenceLine.Vertical(91.6, "c-Si"),
            ],
            Notes = ["Initial-state values (E_Fermi − ε), about 9 eV below measured binding energies; compare shifts only."],
        };
    }

    public static PlotGrid Stacked()
    {
        var random = new Random(4);
        Plot Panel(string name, double centre, double width)
        {
            var levels = Enumerable.Range(0, 60).Select(_ => centre + width * Normal(random)).ToArray();
            var energies = Grid(centre - 3, centre + 3, 0.02);
            return new Plot
            {
                XAxis = Axis.BindingEnergy(),
                YAxis = new Axis("Intensity") { ShowTicks = false },
                Series = [new LineSeries(energies, Broadened(levels, energies)) { Filled = true }],
                Annotations = [new Annotation(name, Corner.TopRight)],
            };
        }
        return new PlotGrid
        {
            Title = "Si 2p along lithiation",
            Panels = [Panel("c-Si", 91.5, 0.02), Panel("LiSi", 90.7, 0.3), Panel("Li₁₅Si₄", 90.1, 0.15)],
            Columns = 1,
            SharedX = true,
        };
    }

    public static Plot Offset()
    {
        var random = new Random(5);
        var energies = Grid(88, 93, 0.02);
        var lines = Enumerable.Range(0, 5).Select(i => new LineSeries(energies,
            Broadened([.. Enumerable.Range(0, 30).Select(_ => 91.3 - 0.3 * i + 0.3 * Normal(random))], energies).Select(v => v - 0.5 * i),
            $"x = {i * 0.75:0.00}") { LabelAtEnd = true });
        return new Plot { Title = "Labels at the ends", XAxis = Axis.BindingEnergy(), YAxis = new Axis("Intensity, shifted") { ShowTicks = false }, Series = [.. lines] };
    }

    public static Plot Histogram()
    {
        var random = new Random(6);
        return new Plot
        {
            Title = "Distribution of errors",
            XAxis = "Predicted − reference (eV)",
            YAxis = "Atoms",
            Series = [HistogramSeries.Of(Enumerable.Range(0, 70000).Select(_ => 0.1 * Normal(random)), label: "Si 2p"), ReferenceLine.Vertical(0)],
        };
    }

    public static Plot Markers() => new()
    {
        Title = "All signs",
        XAxis = "Time (ps)",
        YAxis = new Axis("Diffusion coefficient (cm²/s)"),
        Series =
        [
            .. Enum.GetValues<Marker>().Select((marker, i) => new ScatterSeries(
                Enumerable.Range(0, 12).Select(k => k * 100.0), Enumerable.Range(0, 12).Select(k => (k + 2.0 * i) * 1e-6), marker.ToString()) { Marker = marker }),
            .. Enum.GetValues<Dash>().Select((dash, i) => new LineSeries([0, 1100], [(i + 4) * 3e-6, (i + 5) * 3e-6], dash.ToString(), Palette.Black) { Dash = dash }),
            new ErrorBarSeries([200, 500, 800], [2e-5, 2.2e-5, 1.9e-5], [2e-6, 1e-6, 3e-6], "with errors") { Joined = true },
        ],
    };

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Grid(double low, double high, double step) =>
        [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + i * step)];

    private static double[] Broadened(double[] levels, double[] energies) =>
        [.. energies.Select(e => levels.Sum(l => 0.3 / Math.PI / ((e - l) * (e - l) + 0.09)) / levels.Length)];
}
