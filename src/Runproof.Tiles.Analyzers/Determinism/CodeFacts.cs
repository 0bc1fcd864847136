using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Analyzers.Determinism;

/// <summary>What a method, or the initial value of a member, does and calls.</summary>
internal sealed class CodeFacts
{
    /// <summary>What may differ from run to run, in the order of the source.</summary>
    public ConcurrentQueue<Finding> Findings { get; } = new();

    /// <summary>The user code that it calls.</summary>
    public ConcurrentQueue<ISymbol> Calls { get; } = new();
}
