namespace Runproof.Core.Traces;

/// <summary>A preset of backend, recording, proving and source of the steps.</summary>
public enum RunMode
{
    /// <summary>Executes; a model runs whole.</summary>
    Native = 0,

    /// <summary>Executes under the program's schedule and records everything.</summary>
    Audit = 1,

    /// <summary>Executes in the RISC-V machine and counts cycles.</summary>
    Preview = 2,

    /// <summary>Executes and proves what can be proved; a model runs sliced.</summary>
    Prove = 3,

    /// <summary>Executes recorded steps again.</summary>
    Replay = 4,
}
