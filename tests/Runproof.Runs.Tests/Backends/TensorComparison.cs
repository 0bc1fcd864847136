using System.Globalization;
using System.Runtime.InteropServices;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Compares a tensor with a reference as ONNX's own test runner does: floats within a tolerance, everything else exactly.</summary>
internal static class TensorComparison
{
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-5;

    /// <summary>The first difference in words, or null where there is none.</summary>
    public static string? FirstDifference(Tensor expected, Tensor actual)
    {
        if (expected.Type != actual.Type || !expected.Shape.SequenceEqual(actual.Shape))
            return $"{expected} expected, {actual} found";
        if (expected.Data.Span.SequenceEqual(actual.Data.Span))
            return null;
        if (Decode(expected) is not { } left || Decode(actual) is not { } right)
            return "bytes differ";
        for (int i = 0; i < left.Length; i++)
        {
            bool close = left[i] == right[i]
                || (double.IsNaN(left[i]) && double.IsNaN(right[i]))
                || Math.Abs(left[i] - right[i]) <= AbsoluteTolerance + (RelativeTolerance * Math.Abs(left[i]));
            if (!close)
                return string.Create(CultureInfo.InvariantCulture, $"[{i}] is {right[i]}, {left[i]} expected, of {expected}");
        }

        return null;
    }

    private static double[]? Decode(Tensor tensor)
    {
        var bytes = tensor.Data.Span;
        return tensor.Type switch
        {
            ElementType.Float => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), static v => (double)v),
            ElementType.Double => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
            ElementType.Float16 => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), static v => (double)v),
            ElementType.BFloat16 => Array.ConvertAll(
                MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), static v => (double)BitConverter.UInt32BitsToSingle((uint)v << 16)),
            _ => null,
        };
    }
}
