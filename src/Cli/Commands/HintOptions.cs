using System.CommandLine;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Options for what a file does not say about itself: its format, the elements behind its numbers, units, columns.</summary>
internal sealed class HintOptions
{
    private readonly Option<string?> _from = new("--from") { Description = "Format of the input, where its content does not tell.", HelpName = "FORMAT" };
    private readonly Option<string?> _species = new("--species") { Description = "Elements in the order in which the file numbers its types, such as Li,Si.", HelpName = "LIST" };
    private readonly Option<string?> _units = new("--units") { Description = "Units of a file that does not name them, as LAMMPS calls them: metal (default), real, electron.", HelpName = "STYLE" };
    private readonly Option<string?> _style = new("--atom-style") { Description = "Columns of a LAMMPS data file: atomic, charge, full.", HelpName = "STYLE" };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _from, _species, _units, _style }) command.Options.Add(option);
    }

    public string? Format(ParseResult parsed) => parsed.GetValue(_from);

    public FormatHints? Read(ParseResult parsed)
    {
        var species = parsed.GetValue(_species)?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (units, style) = (parsed.GetValue(_units), parsed.GetValue(_style));
        return species is null && units is null && style is null ? null : new FormatHints(species, units, style);
    }
}
