using System.Runtime.InteropServices;
using Runproof.Core.Diagnostics;

namespace Runproof.Cli;

/// <summary>Turns Ctrl-C and the request to terminate into a cancellation; work that does not heed it is ended a little later.</summary>
internal sealed class Interrupt : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Timer? _deadline;

    /// <summary>Begins to listen.</summary>
    public Interrupt()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Cancelled when the user wants the command to stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _deadline?.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _deadline ??= new Timer(static _ => Environment.Exit((int)ErrorClass.Interrupted), null, Patience, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
