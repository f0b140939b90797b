using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Terminal;

/// <summary>Progress as lines: at most one for each tenth of a stage. Thread-safe.</summary>
internal sealed class PlainProgress(TextWriter text) : IProgress<ProgressUpdate>
{
    private readonly Dictionary<string, int> _tenths = [];

    public void Report(ProgressUpdate value)
    {
        var tenth = value.Total > 0 ? (int)Math.Clamp(10 * value.Done / value.Total, 0, 10) : 0;
        lock (_tenths)
        {
            if (_tenths.TryGetValue(value.Stage, out var last) && tenth <= last) return;
            _tenths[value.Stage] = tenth;
            var note = value.Note is null ? "" : ", " + value.Note;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Stage}: {10 * tenth} %{note}"));
        }
    }
}
