using System.CommandLine;
using System.CommandLine.Parsing;
using Lithoscope.Runtime;

namespace Lithoscope.Cli;

/// <summary>What is wrong with a command line, as one sentence that says what to write instead.</summary>
internal static class ParseFault
{
    public static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var isOption = token.StartsWith('-');
            IEnumerable<string> known = isOption ? Options(parsed.CommandResult) : names;
            var nearest = NearestName.Of(token, known);
            var what = isOption ? $"the option '{token}' is not known" : names.Count > 0 ? $"there is no command '{token}'" : $"the argument '{token}' is one too many";
            return nearest is null ? what + "; see --help." : $"{what}; did you mean '{nearest}'?";
        }

        if (names.Count > 0 && command.Action is null) return $"'{Path(parsed.CommandResult)}' needs a command: {string.Join(", ", names)}.";
        if (parsed.Errors[0].SymbolResult is OptionResult { Option: var option, Tokens: [{ Value: var value }] } && Kind(option.ValueType) is { } kind && parsed.Errors[0].Message.Contains(option.ValueType.ToString(), StringComparison.Ordinal))
        {
            return $"{option.Name} must be {kind}, not '{value}'; see '{Path(parsed.CommandResult)} --help'.";
        }

        var message = parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
        return char.ToLowerInvariant(message[0]) + message[1..] + $"; see '{Path(parsed.CommandResult)} --help'.";
    }

    private static string? Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(double) => "a number",
        var t when t == typeof(int) || t == typeof(long) || t == typeof(ulong) => "a whole number",
        { IsEnum: true } t => "one of " + string.Join(", ", Enum.GetNames(t).Select(n => n.ToLowerInvariant())),
        _ => null,
    };

    private static IEnumerable<string> Options(CommandResult? result)
    {
        for (var command = result; command is not null; command = command.Parent as CommandResult)
        {
            foreach (var option in command.Command.Options) yield return option.Name;
        }
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent) + " " + result.Command.Name : "lithoscope";
}
