using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Diff;

/// <summary>A value that two runs do not share.</summary>
/// <param name="Port">Which of the step's inputs or outputs it is, from 0.</param>
/// <param name="Left">Digest in the left run.</param>
/// <param name="Right">Digest in the right run.</param>
/// <param name="LeftType">Its type in the left run, such as <c>float[1,10]</c>; null where the trace does not hold it or it is no tensor.</param>
/// <param name="RightType">Its type in the right run.</param>
/// <param name="Elements">How the elements compare; null unless both types are known and the same.</param>
public sealed record ValueDifference(
    int Port,
    Digest Left,
    Digest Right,
    string? LeftType,
    string? RightType,
    TensorDifference? Elements)
{
    /// <summary>Compares two values, as far as the traces hold them.</summary>
    internal static ValueDifference Of(int port, Trace left, Digest leftDigest, Trace right, Digest rightDigest) =>
        Of(port, leftDigest, Find(left, leftDigest), rightDigest, Find(right, rightDigest));

    /// <summary>Compares two values.</summary>
    internal static ValueDifference Of(int port, Digest leftDigest, Tensor? left, Digest rightDigest, Tensor? right)
    {
        var comparable = left is not null && right is not null && left.Type == right.Type && left.Shape.SequenceEqual(right.Shape);
        return new ValueDifference(
            port, leftDigest, rightDigest, left?.ToString(), right?.ToString(), comparable ? TensorDifference.Between(left!, right!) : null);
    }

    private static Tensor? Find(Trace trace, Digest digest) =>
        trace.TryGetValue(digest, out var bytes) && TensorEncoding.TryRead(bytes, "value", out var tensor, out _) ? tensor : null;
}
