namespace Lithoscope.Runtime;

/// <summary>
/// The process's workers. Work is cut by the caller into blocks whose number does not depend on the number of threads; the pool
/// hands blocks out in ascending order to whichever worker is free, so a caller that keeps results per block and adds them in
/// block order gets the same bits on one thread and on many.
/// </summary>
/// <remarks>Thread-safe in the sense that runs from several threads are serialised. A body must not start a run of the same pool.</remarks>
public sealed class WorkerPool : IDisposable
{
    // A parked thread takes about 50 µs to wake; a molecular-dynamics step is not much longer. Spin about 20 µs first.
    private static readonly long SpinTicks = System.Diagnostics.Stopwatch.Frequency / 50_000;

    private readonly Thread[] _threads;
    private readonly object _gate = new();
    private readonly Lock _oneRun = new();
    private volatile int _generation;
    private volatile bool _closing;
    private Run? _run;
    private Run? _spare;

    /// <summary>Starts the workers.</summary>
    /// <param name="threads">Threads that work, the caller's own included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var k = 0; k < _threads.Length; k++)
        {
            var worker = k + 1;
            _threads[k] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"lithoscope-{worker}" };
            _threads[k].Start();
        }
    }

    /// <summary>Threads that work, the caller's included: worker indices run from 0 to this number less one.</summary>
    public int Threads { get; }

    /// <summary>Runs <paramref name="body"/> for every block and returns when all are done.</summary>
    /// <param name="blocks">Number of blocks; fixed by the problem, never by <see cref="Threads"/>.</param>
    /// <param name="body">Called with (block, worker); the worker index selects a workspace.</param>
    /// <param name="cancellation">Checked before each block.</param>
    /// <exception cref="OperationCanceledException">Cancelled; some blocks may not have run.</exception>
    /// <remarks>The first exception of a body is thrown again here, after the other workers have stopped.</remarks>
    public void For(int blocks, Action<int, int> body, CancellationToken cancellation = default)
    {
        lock (_oneRun)
        {
            // One object serves run after run; a run within a run has its own.
            var run = _spare ?? new Run();
            _spare = null;
            run.Prepare(blocks, body, cancellation);
            if (_threads.Length > 0 && blocks > 1)
            {
                run.Pending = _threads.Length;
                lock (_gate)
                {
                    _run = run;
                    _generation++;
                    Monitor.PulseAll(_gate);
                }

                run.Work(0);
                var wait = new SpinWait();
                while (Volatile.Read(ref run.Pending) > 0) wait.SpinOnce(sleep1Threshold: -1);
            }
            else
            {
                run.Work(0);
            }

            run.Failure?.Throw();
            cancellation.ThrowIfCancellationRequested();
            run.Forget();
            _spare = run;
        }
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads) thread.Join();
    }

    private void Serve(int worker)
    {
        var seen = 0;
        while (true)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            while (_generation == seen && !_closing && System.Diagnostics.Stopwatch.GetTimestamp() - start < SpinTicks) Thread.SpinWait(8);
            lock (_gate)
            {
                while (_generation == seen && !_closing) Monitor.Wait(_gate);
                seen = _generation;
            }

            if (_closing) return;
            var run = _run!;
            run.Work(worker);
            Interlocked.Decrement(ref run.Pending);
        }
    }

    private sealed class Run
    {
        public int Pending;
        public System.Runtime.ExceptionServices.ExceptionDispatchInfo? Failure;
        private int _blocks;
        private Action<int, int>? _body;
        private CancellationToken _cancellation;
        private int _next;

        public void Prepare(int blocks, Action<int, int> body, CancellationToken cancellation) =>
            (_blocks, _body, _cancellation, _next, Pending, Failure) = (blocks, body, cancellation, -1, 0, null);

        // What the body refers to may be large.
        public void Forget() => (_body, _cancellation) = (null, default);

        public void Work(int worker)
        {
            try
            {
                while (Volatile.Read(ref Failure) is null && !_cancellation.IsCancellationRequested)
                {
                    var block = Interlocked.Increment(ref _next);
                    if (block >= _blocks) return;
                    _body!(block, worker);
                }
            }
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref Failure, System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(fault), null);
            }
        }
    }
}
