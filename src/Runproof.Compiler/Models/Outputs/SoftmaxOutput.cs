namespace Runproof.Compiler.Models.Outputs;

/// <summary>Shares that add up to one along axes, or their logarithms.</summary>
/// <param name="FirstAxis">The first axis of a group.</param>
/// <param name="AxisCount">How many neighbouring axes make a group: 1, or all that follow the first in operator sets before 13.</param>
/// <param name="Logarithm">Whether the logarithms are wanted.</param>
public sealed record SoftmaxOutput(int FirstAxis, int AxisCount, bool Logarithm) : OutputFunction
{
    /// <inheritdoc/>
    public override (int[] Shape, double[] Values) Apply(int[] shape, double[] values)
    {
        int length = shape.Skip(FirstAxis).Take(AxisCount).Aggregate(1, (product, dimension) => product * dimension);
        int inner = shape.Skip(FirstAxis + AxisCount).Aggregate(1, (product, dimension) => product * dimension);
        var result = new double[values.Length];
        for (int group = 0; group < values.Length / length; group++)
        {
            int start = (group / inner * length * inner) + (group % inner);
            double largest = double.NegativeInfinity;
            for (int i = 0; i < length; i++)
                largest = Math.Max(largest, values[start + (i * inner)]);
            double sum = 0;
            for (int i = 0; i < length; i++)
                sum += Math.Exp(values[start + (i * inner)] - largest);
            for (int i = 0; i < length; i++)
            {
                double above = values[start + (i * inner)] - largest;
                result[start + (i * inner)] = Logarithm ? above - Math.Log(sum) : Math.Exp(above) / sum;
            }
        }

        return (shape, result);
    }
}
