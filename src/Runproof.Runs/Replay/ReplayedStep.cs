using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;

namespace Runproof.Runs.Replay;

/// <summary>What executing a recorded step again showed.</summary>
/// <param name="Index">Index of the step in the trace.</param>
/// <param name="Name">The step's name in the program; empty where the program has no such step.</param>
/// <param name="Verification">Passed where it gave the recorded outputs, failed where it gave others, inconclusive where it could not run.</param>
/// <param name="Why">The reason, where it did not pass.</param>
/// <param name="LoadTime">Wall time of loading the unit.</param>
/// <param name="ExecutionTime">Wall time of the execution alone.</param>
public sealed record ReplayedStep(
    ulong Index,
    string Name,
    Verification Verification,
    Diagnostic? Why,
    TimeSpan LoadTime,
    TimeSpan ExecutionTime)
{
    /// <summary>How much is known about the step now.</summary>
    public Assurance Assurance => Verification switch
    {
        Verification.Passed => Assurance.Replayed,
        Verification.Failed => Assurance.None,
        _ => Assurance.Executed,
    };
}
