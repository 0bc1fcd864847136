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

    /// <summary>
    /// The graph as it is written: slices then equal the whole bit for bit. Float16 is the exception: where ONNX Runtime has no kernel for it, it computes in
    /// float32 and rounds at the end of the graph only, and so at the end of every slice.
    /// </summary>
    None,
}
