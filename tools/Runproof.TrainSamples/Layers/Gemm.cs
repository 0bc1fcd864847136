namespace Runproof.TrainSamples.Layers;

/// <summary>
/// Matrix products whose every element is one chain of fused multiply-adds in the order of the inner index,
/// so that the bits do not depend on the width of the machine's vectors.
/// </summary>
internal static partial class Gemm
{
    /// <summary>The reference: <c>c = a b</c>, or <c>c += a b</c>. Shape: c is (a.Rows, b.Columns), row-major.</summary>
    public static void MultiplyScalar(Matrix a, Matrix b, Span<float> c, bool accumulate)
    {
        Check(a, b, c);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Columns; j++)
            {
                var sum = 0f;
                for (var k = 0; k < a.Columns; k++)
                    sum = MathF.FusedMultiplyAdd(a[i, k], b[k, j], sum);
                ref var target = ref c[i * b.Columns + j];
                target = accumulate ? target + sum : sum;
            }
        }
    }

    private static void Check(Matrix a, Matrix b, Span<float> c)
    {
        if (a.Columns != b.Rows || c.Length < a.Rows * b.Columns)
            throw new ArgumentException($"({a.Rows}, {a.Columns}) times ({b.Rows}, {b.Columns}) does not fit {c.Length} values");
    }
}
