using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Training;

namespace Runproof.TrainSamples.Tasks;

/// <summary>A classification task whose examples are drawn by a procedure, with the network that learns it.</summary>
internal abstract class SampleTask
{
    /// <summary>Name of the sample and of its folder.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence on what the network does.</summary>
    public abstract string Title { get; }

    /// <summary>Markdown that explains the input and the classes.</summary>
    public abstract string Description { get; }

    /// <summary>Shape of one example: (channels, height, width).</summary>
    public abstract IReadOnlyList<long> Shape { get; }

    /// <summary>What the classes mean, by index.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>How the network is trained.</summary>
    public abstract TrainingPlan Plan { get; }

    /// <summary>Values in one example.</summary>
    public int Size => (int)Shape.Aggregate(1L, (product, d) => product * d);

    /// <summary>The untrained network.</summary>
    public abstract Network CreateNetwork(int capacity);

    /// <summary>Draws an example of a class. Unit: 1/255.</summary>
    public abstract void Draw(SampleRandom random, int label, Span<byte> pixels);

    /// <summary>Draws example <paramref name="index"/> of a stream; classes take turns.</summary>
    /// <returns>The label.</returns>
    public byte Example(ulong stream, int index, Span<byte> pixels)
    {
        var label = index % Classes.Count;
        Draw(new SampleRandom(stream, (ulong)index), label, pixels);
        return (byte)label;
    }
}
