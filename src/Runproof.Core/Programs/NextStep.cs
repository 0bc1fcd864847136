using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;

namespace Runproof.Core.Programs;

/// <summary>What a program wants next.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>A unit is to be called.</summary>
    /// <param name="Coordinates">Where: the position of each step from the outside in, and of a fold the number of the call.</param>
    /// <param name="Step">The step, with the unit.</param>
    /// <param name="Inputs">The encoded value of each input, in the unit's order.</param>
    public sealed record Call(Coordinates Coordinates, ProgramStep Step, ImmutableArray<ReadOnlyMemory<byte>> Inputs) : NextStep;

    /// <summary>The run has ended.</summary>
    /// <param name="Outcome">The outcome of its last step.</param>
    /// <param name="Outputs">The encoded value of each output; empty unless it succeeded.</param>
    public sealed record Complete(StepOutcome Outcome, ImmutableArray<ReadOnlyMemory<byte>> Outputs) : NextStep;

    /// <summary>The run cannot go on: what follows was never reached.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Invalid(Diagnostic Reason) : NextStep;
}
