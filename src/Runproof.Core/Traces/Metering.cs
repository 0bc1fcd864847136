namespace Runproof.Core.Traces;

/// <summary>What a step cost in units that do not depend on the machine. Wall time is never here.</summary>
/// <param name="Macs">Multiply-accumulate operations of a model step; null where they cannot be counted.</param>
/// <param name="Cycles">Cycles of a machine step; null for other steps.</param>
public readonly record struct Metering(ulong? Macs, ulong? Cycles);
