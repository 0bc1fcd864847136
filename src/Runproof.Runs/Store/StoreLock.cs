using System.Diagnostics;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Store;

/// <summary>
/// Locks between processes by the platform's advisory file locks, which end with the process that holds them, so that none is ever stale.
/// </summary>
internal static class StoreLock
{
    /// <summary>How long a lock is waited for. Those that are held for long are held by a collection of a very large store.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(20);

    /// <summary>Opens a file, waiting while another process holds a lock that does not go with the share that is asked for.</summary>
    /// <param name="path">The file; it is made where <paramref name="mode"/> says so.</param>
    /// <param name="mode">How to open it.</param>
    /// <param name="access">What for.</param>
    /// <param name="share"><see cref="FileShare.None"/> locks out everybody else; every other value is a shared lock.</param>
    /// <param name="patience">How long to wait; null for <see cref="DefaultPatience"/>.</param>
    /// <exception cref="RunproofException">The lock was held all the time (<see cref="StoreErrors.Locked"/>).</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, TimeSpan? patience = null)
    {
        var limit = patience ?? DefaultPatience;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, mode, access, share, bufferSize: 0);
            }
            catch (IOException exception) when (IsLocked(exception))
            {
                if (waited.Elapsed > limit)
                    throw new RunproofException(Timeout(path, limit), exception);
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>Whether somebody has a file open: a recorder that writes it, or a reader.</summary>
    public static bool IsInUse(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (IOException exception) when (IsLocked(exception))
        {
            return true;
        }
    }

    // The platform has no type of its own for this: a lock that is held shows as EAGAIN.
    private static bool IsLocked(IOException exception) => exception.GetType() == typeof(IOException) && exception.HResult == 11;

    private static Diagnostic Timeout(string path, TimeSpan limit) => new(
        StoreErrors.Locked, Phase.Store, path, $"another process kept the file locked for {limit.TotalSeconds:0} seconds", "again when it has ended");
}
