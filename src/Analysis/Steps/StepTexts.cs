namespace Lithoscope.Analysis;

/// <summary>Descriptions of options that several steps have.</summary>
internal static class StepTexts
{
    public const string Cutoff = "Largest distance of neighbours, Å: one number, or a list such as \"Si-Si=2.8,Li-Si=3.2\"; the first minimum of each g(r) when absent.";
    public const string Pair = "Elements between which there are bonds, such as Si-Si, or \"Si-O,P-O\".";
}
