using System.Buffers.Binary;
using System.Collections.Immutable;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Core.Encoding;

namespace Runproof.Verifier.Receipts;

/// <summary>Compares a recorded output with the integers of its circuit and the function that was applied to them after the proof.</summary>
internal static class ShownOutput
{
    private const byte Int64Elements = 7;

    /// <summary>Whether the function's result is compared: exactly, or a softmax up to the rounding of floats. Otherwise the recorded value only has the right shape.</summary>
    public static bool IsChecked(OutputFunction function, CircuitShape shape) =>
        function is OutputFunction.None or OutputFunction.ArgMax || (function is OutputFunction.Softmax && shape.Count <= SoftmaxCheck.MostValues);

    /// <summary>Whether a recorded value may be that of integers.</summary>
    /// <param name="bytes">The canonical bytes of the recorded tensor.</param>
    /// <param name="function">What was applied.</param>
    /// <param name="type">The type of the circuit's output.</param>
    /// <param name="values">The integers in dense order.</param>
    public static bool IsOf(ReadOnlySpan<byte> bytes, OutputFunction function, CircuitTensor type, ImmutableArray<long> values)
    {
        if (values.Length != type.Shape.Count)
            return false;
        if (function is OutputFunction.ArgMax argMax)
            return argMax.Axis >= 0 && argMax.Axis < type.Shape.Rank && IsArgMax(bytes, argMax, type.Shape, values);
        if (!ShownTensor.TryRead(bytes, type.Shape, out var bits))
            return false;
        if (function is OutputFunction.Softmax softmax && IsChecked(function, type.Shape))
            return softmax.Axis >= 0 && softmax.Axis < type.Shape.Rank && SoftmaxCheck.Holds([.. values.Select(value => Quantizer.Dequantize(value, type.Scale))], bits, type.Shape, softmax.Axis);
        return function is not OutputFunction.None || ShownTensor.AreOf(bits, type, values);
    }

    private static bool IsArgMax(ReadOnlySpan<byte> bytes, OutputFunction.ArgMax function, CircuitShape shape, ImmutableArray<long> values)
    {
        var dimensions = function.KeepDims ? shape.Dimensions.SetItem(function.Axis, 1) : shape.Dimensions.RemoveAt(function.Axis);
        var reader = new PostcardReader(bytes);
        if (!reader.TryReadU8(out byte element) || element != Int64Elements || !reader.TryReadCount(1, out int rank, CircuitShape.MaxRank) || rank != dimensions.Length)
            return false;
        foreach (int expected in dimensions)
        {
            if (!reader.TryReadU64(out ulong dimension) || dimension != (ulong)expected)
                return false;
        }

        int length = shape[function.Axis], inner = shape.CountOf(function.Axis + 1, shape.Rank);
        if (reader.Remaining != sizeof(long) * (long)(values.Length / length))
            return false;
        for (int i = 0; i < values.Length / length; i++)
        {
            int first = (i / inner * length * inner) + (i % inner);
            long largest = 0;
            for (int k = 1; k < length; k++)
            {
                if (values[first + (k * inner)] > values[first + ((int)largest * inner)])
                    largest = k;
            }

            if (BinaryPrimitives.ReadInt64LittleEndian(bytes[(reader.Offset + (sizeof(long) * i))..]) != largest)
                return false;
        }

        return true;
    }
}
