using System.Collections.Concurrent;
using System.Numerics;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>Runs work item by item, two at a time, behind a progress bar on standard error, in the order given.</summary>
internal static class ToolProgress
{
    /// <summary>
    /// Applies <paramref name="work"/> to every item, some at once, and hands each result to <paramref name="show"/> in order as soon as it
    /// can be.
    /// </summary>
    public static async Task ForEachAsync<TItem, TResult>(
        ToolTerminal terminal, string title, IReadOnlyList<TItem> items, Func<TItem, TResult> work, Action<TItem, TResult> show,
        CancellationToken cancellationToken)
    {
        if (items.Count < 2 || !terminal.Error.Profile.Capabilities.Interactive)
        {
            await RunAsync(items, work, show, () => { }, cancellationToken);
            return;
        }

        await Bar(terminal).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(title, maxValue: items.Count);
            await RunAsync(items, work, show, () => task.Increment(1), cancellationToken);
        });
    }

    /// <summary>Runs one piece of work that tells how many of its rows are done, behind a progress bar on standard error.</summary>
    public static TResult Count<TResult>(ToolTerminal terminal, string title, long rows, Func<IProgress<long>, TResult> work) =>
        Track(terminal, title, rows, work);

    /// <summary>
    /// Runs one piece of work that tells the share that is done, 0 to 1, behind a progress bar on standard error. Cancelled, it is left
    /// behind: the process is about to end.
    /// </summary>
    public static TResult Share<TResult>(
        ToolTerminal terminal, string title, Func<IProgress<double>, TResult> work, CancellationToken cancellationToken) =>
        Track<double, TResult>(terminal, title, 1, progress => LeaveBehind(() => work(progress), cancellationToken));

    /// <summary>
    /// Runs one long piece of work behind a spinner on standard error. Cancelled, it is left behind: the process is about to end.
    /// </summary>
    public static TResult Wait<TResult>(ToolTerminal terminal, string title, Func<TResult> work, CancellationToken cancellationToken) =>
        terminal.Error.Profile.Capabilities.Interactive
            ? terminal.Error.Status().Spinner(Spinner.Known.Dots).Start(title + " …", _ => LeaveBehind(work, cancellationToken))
            : LeaveBehind(work, cancellationToken);

    private static TResult Track<TNumber, TResult>(
        ToolTerminal terminal, string title, TNumber whole, Func<IProgress<TNumber>, TResult> work)
        where TNumber : INumber<TNumber> =>
        !terminal.Error.Profile.Capabilities.Interactive
            ? work(new Watch<TNumber>(_ => { }))
            : Bar(terminal).Start(context =>
            {
                ProgressTask task = context.AddTask(title, maxValue: double.CreateChecked(whole));
                return work(new Watch<TNumber>(done => task.Value = double.CreateChecked(done)));
            });

    private static TResult LeaveBehind<TResult>(Func<TResult> work, CancellationToken cancellationToken) =>
        Task.Run(work, cancellationToken).WaitAsync(cancellationToken).GetAwaiter().GetResult();

    private static Progress Bar(ToolTerminal terminal) => terminal.Error.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    private static async Task RunAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, TResult> work, Action<TItem, TResult> show, Action advance,
        CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentDictionary<int, TResult>();
        var gate = new Lock();
        int next = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, options, (i, token) =>
        {
            token.ThrowIfCancellationRequested();
            waiting[i] = work(items[i]);
            lock (gate)
            {
                while (waiting.TryRemove(next, out TResult? result))
                {
                    show(items[next], result);
                    next++;
                    advance();
                }
            }

            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Tells at once, on the thread that works; <see cref="Progress{T}"/> would post to a pool.</summary>
    internal sealed class Watch<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
