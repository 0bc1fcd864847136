namespace Runproof.Runs.Backends;

/// <summary>How ONNX Runtime executes a model.</summary>
public sealed record OnnxSessionOptions
{
    private readonly int _threads = 1;

    /// <summary>Everything at its default: all rewrites, one thread.</summary>
    public static OnnxSessionOptions Default { get; } = new();

    /// <summary>How far the graph is rewritten.</summary>
    public GraphOptimization Level { get; init; } = GraphOptimization.All;

    /// <summary>Threads inside an operator, the caller's among them. Range: 1 to 1024.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside the range.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024);
            _threads = value;
        }
    }
}
