using System.Diagnostics;
using System.Text;

namespace Lithoscope.Cli.Tests;

/// <summary>A process of the program, with the kinds of step of <see cref="StartupHook"/>.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _error = new();
    private readonly Task _errorReader;

    public ProgramProcess(IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, ["LITHOSCOPE_THREADS"] = "1" },
        };
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errorReader = Task.Run(ReadError);
    }

    public async Task<int> ExitCode()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public Task<string> Output() => _output;

    public async Task<string> Error()
    {
        await _errorReader;
        lock (_error) return _error.ToString();
    }

    /// <summary>Waits until standard error holds a text.</summary>
    public async Task UntilError(string text)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(10))
        {
            lock (_error)
            {
                if (_error.ToString().Contains(text, StringComparison.Ordinal)) return;
            }

            if (_process.HasExited) break;
        }

        Assert.Fail($"'{text}' did not appear on standard error, which holds: {_error}");
    }

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadError()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_error) _error.Append(line).Append('\n');
        }
    }
}
