namespace Lithoscope.Simulation;

/// <summary>
/// Chooses the skin of a neighbour list from how many steps a list lasts: thin skins are built anew often, thick ones hold pairs that are looked at in vain. Counts steps and builds and
/// never a clock, so that a run depends on nothing but its recipe.
/// </summary>
/// <remarks>
/// A step costs (r + s)³(1 + c/n) with r the cutoff, s the skin, n the steps that a list lasts, which grows with s in proportion, and c what a pair costs when a list is built over what it
/// costs in a step: 12, measured with networks of 8 Å on liquid Li–Si.
/// </remarks>
internal sealed class SkinTuner
{
    private const double BuildOverStep = 12;
    private const int BuildsToJudge = 8;
    private const int StepsToJudge = 2000;
    private const double Thinnest = 0.3; // Å
    private const double Thickest = 3;
    private const double Start = 1;

    // A change by less is not worth its while.
    private const double LeastChange = 0.15;

    private readonly double _cutoff;
    private long _steps;
    private long _builds;

    /// <summary>Begins with a skin of 1 Å.</summary>
    /// <param name="cutoff">Cutoff of the potential, Å.</param>
    public SkinTuner(double cutoff) => _cutoff = cutoff;

    /// <summary>The skin, Å.</summary>
    public double Skin { get; private set; } = Start;

    /// <summary>All that a continued run needs.</summary>
    public double[] State
    {
        get => [Skin, _steps, _builds];
        set => (Skin, _steps, _builds) = (value[0], (long)value[1], (long)value[2]);
    }

    /// <summary>Counts a step.</summary>
    /// <param name="isBuilt">Whether a list is to be built for it.</param>
    /// <returns>Whether <see cref="Skin"/> has changed, which it does only when a list is to be built.</returns>
    public bool Count(bool isBuilt)
    {
        _steps++;
        if (!isBuilt) return false;
        _builds++;
        if (_builds < BuildsToJudge && _steps < StepsToJudge) return false;
        var perSkin = (double)_steps / _builds / Skin;
        (_steps, _builds) = (0, 0);
        var best = Best(_cutoff, perSkin);
        if (Math.Abs(best - Skin) < LeastChange * Skin) return false;
        Skin = best;
        return true;
    }

    /// <summary>The skin with the least cost, in steps of 0.1 Å.</summary>
    /// <param name="cutoff">Cutoff, Å.</param>
    /// <param name="stepsPerSkin">Steps that a list lasts for each Å of its skin.</param>
    internal static double Best(double cutoff, double stepsPerSkin)
    {
        double Cost(double skin) => Math.Pow(cutoff + skin, 3) * (1 + BuildOverStep / (stepsPerSkin * skin));
        return Enumerable.Range((int)Math.Round(10 * Thinnest), (int)Math.Round(10 * (Thickest - Thinnest)) + 1).Select(k => k / 10.0).MinBy(Cost);
    }
}
