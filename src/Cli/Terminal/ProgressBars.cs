using Lithoscope.Runtime;
using Spectre.Console;

namespace Lithoscope.Cli.Terminal;

/// <summary>One bar for each stage, on the terminal's standard error. Thread-safe.</summary>
internal sealed class ProgressBars : IProgress<ProgressUpdate>
{
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _tasks = [];

    private ProgressBars(ProgressContext context) => _context = context;

    public static T Show<T>(Func<IProgress<ProgressUpdate>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var columns = new ProgressColumn[] { new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn() };
        return console.Progress().AutoClear(false).HideCompleted(false).Columns(columns).Start(context => work(new ProgressBars(context)));
    }

    public void Report(ProgressUpdate value)
    {
        lock (_tasks)
        {
            if (!_tasks.TryGetValue(value.Stage, out var task)) _tasks[value.Stage] = task = _context.AddTask(Markup.Escape(value.Stage));
            if (value.Note is not null) task.Description = Markup.Escape($"{value.Stage}, {value.Note}");
            task.MaxValue = Math.Max(value.Total, double.Epsilon);
            task.Value = Math.Min(value.Done, task.MaxValue);
        }
    }
}
