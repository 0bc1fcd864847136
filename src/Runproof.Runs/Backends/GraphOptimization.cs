namespace Runproof.Runs.Backends;

/// <summary>How far ONNX Runtime rewrites a graph before it executes it. Rewriting changes the order of sums and so the last bits of floats.</summary>
public enum GraphOptimization
{
    /// <summary>Every rewrite, layouts included.</summary>
    All,

    /// <summary>Fusions of several nodes into one.</summary>
    Extended,

    /// <summary>Constants folded and nodes without effect removed.</summary>
    Basic,

    /// <summary>The graph as it is written: slices then equal the whole bit for bit.</summary>
    None,
}
