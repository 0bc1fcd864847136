namespace Runproof.Compiler.Models.Outputs;

/// <summary>The index of the largest value along an axis. All values have one scale, so the integers decide.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="KeepAxis">Whether the axis stays, with length 1.</param>
/// <param name="Last">Whether the last of equal values counts instead of the first.</param>
public sealed record ArgMaxOutput(int Axis, bool KeepAxis, bool Last) : OutputFunction
{
    /// <inheritdoc/>
    public override (int[] Shape, double[] Values) Apply(int[] shape, double[] values)
    {
        int length = shape[Axis];
        int inner = shape.Skip(Axis + 1).Aggregate(1, (product, dimension) => product * dimension);
        var result = new double[values.Length / length];
        for (int group = 0; group < result.Length; group++)
        {
            int start = (group / inner * length * inner) + (group % inner);
            int best = 0;
            for (int i = 1; i < length; i++)
            {
                double difference = values[start + (i * inner)] - values[start + (best * inner)];
                if (difference > 0 || (Last && difference == 0))
                    best = i;
            }

            result[group] = best;
        }

        return ([.. shape.Take(Axis), .. KeepAxis ? [1] : Array.Empty<int>(), .. shape.Skip(Axis + 1)], result);
    }
}
