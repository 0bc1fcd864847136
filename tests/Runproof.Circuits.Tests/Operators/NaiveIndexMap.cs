using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>Index maps as the words define them, coordinate by coordinate.</summary>
internal static class NaiveIndexMap
{
    public static int[] Apply(IndexMap map, CircuitShape result, IReadOnlyList<(CircuitShape Shape, int[] Values)> sources) =>
        [.. Enumerable.Range(0, result.Count).Select(i => At(map, Coordinates(result, i), sources) ?? map.Constant)];

    public static int[] Coordinates(CircuitShape shape, int index)
    {
        var coordinates = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            coordinates[axis] = index % shape[axis];
            index /= shape[axis];
        }

        return coordinates;
    }

    private static int? At(IndexMap map, int[] at, IReadOnlyList<(CircuitShape Shape, int[] Values)> sources)
    {
        switch (map)
        {
            case Reshape reshape:
                return sources[0].Values[Flat(reshape.Shape, at)];
            case Transpose transpose:
                var moved = new int[at.Length];
                for (int axis = 0; axis < at.Length; axis++)
                    moved[transpose.Permutation[axis]] = at[axis];
                return Read(sources[0], moved);
            case Concat concat:
                foreach (var source in sources)
                {
                    if (at[concat.Axis] < source.Shape[concat.Axis])
                        return Read(source, at);
                    at[concat.Axis] -= source.Shape[concat.Axis];
                }

                return null;
            case Pad pad:
                return Read(sources[0], [.. at.Select((coordinate, axis) => coordinate - pad.Before[axis])]);
            case Slice slice:
                return Read(sources[0], [.. at.Select((coordinate, axis) => slice.Starts[axis] + (coordinate * slice.Steps[axis]))]);
            case Broadcast:
                var shape = sources[0].Shape;
                return Read(sources[0], [.. at.Skip(at.Length - shape.Rank).Select((coordinate, axis) => shape[axis] == 1 ? 0 : coordinate)]);
            default:
                throw new InvalidOperationException();
        }
    }

    private static int? Read((CircuitShape Shape, int[] Values) source, int[] at) =>
        at.Where((coordinate, axis) => coordinate < 0 || coordinate >= source.Shape[axis]).Any() ? null : source.Values[Flat(source.Shape, at)];

    private static int Flat(CircuitShape shape, int[] at) => at.Select((coordinate, axis) => coordinate * shape.CountOf(axis + 1, shape.Rank)).Sum();
}
