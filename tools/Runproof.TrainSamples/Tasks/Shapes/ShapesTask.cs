using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Training;

namespace Runproof.TrainSamples.Tasks.Shapes;

/// <summary>Recognises one of ten shapes in a small colour image.</summary>
internal sealed class ShapesTask : SampleTask
{
    private const int Extent = 32;
    private const int SubSamples = 3;

    /// <inheritdoc />
    public override string Name => "net";

    /// <inheritdoc />
    public override string Title => "A small LeNet-like network that names the shape in a colour image.";

    /// <inheritdoc />
    public override string Description =>
        """
        The input is a red, green and blue plane of 32 by 32 values from 0 to 1. Each image shows one shape of random size, place,
        angle and colour on a background that fades between two colours, under speckles of noise.
        """;

    /// <inheritdoc />
    public override IReadOnlyList<long> Shape { get; } = [3, Extent, Extent];

    /// <inheritdoc />
    public override IReadOnlyList<string> Classes { get; } = [.. Enum.GetNames<ShapeKind>().Select(name => name.ToLowerInvariant())];

    /// <inheritdoc />
    public override TrainingPlan Plan { get; } = new(Seed: 0x5A4E_0000, Steps: 6_000, Batch: 64, LearningRate: 0.002f);

    /// <inheritdoc />
    public override Network CreateNetwork(int capacity) => new(
        capacity,
        new Convolution("conv1", 3, Extent, 6, kernel: 5),
        new Relu("relu1", 6 * 28 * 28),
        new MaxPool("pool1", 6, 28),
        new Convolution("conv2", 6, 14, 16, kernel: 5),
        new Relu("relu2", 16 * 10 * 10),
        new MaxPool("pool2", 16, 10),
        new Flatten("flatten", 400),
        new Linear("fc1", 400, 120),
        new Relu("relu3", 120),
        new Linear("fc2", 120, 84),
        new Relu("relu4", 84),
        new Linear("fc3", 84, 10));

    /// <inheritdoc />
    public override void Draw(SampleRandom random, int label, Span<byte> pixels)
    {
        var radius = random.Between(8f, 13f);
        var centerX = Extent / 2f + random.Between(-1f, 1f) * (Extent / 2f - radius);
        var centerY = Extent / 2f + random.Between(-1f, 1f) * (Extent / 2f - radius);
        var direction = random.Direction();
        Span<float> near = stackalloc float[3];
        Span<float> far = stackalloc float[3];
        Span<float> ink = stackalloc float[3];
        DrawColors(random, near, far, ink);
        var fade = random.Direction();

        for (var y = 0; y < Extent; y++)
        {
            for (var x = 0; x < Extent; x++)
            {
                var coverage = Coverage((ShapeKind)label, (x - centerX) / radius, (y - centerY) / radius, 1f / radius, direction);
                var weight = 0.5f + (fade.X * (x - 15.5f) + fade.Y * (y - 15.5f)) / 44f;
                var noise = random.Chance(0.15f) ? random.Between(-40f, 40f) : 0f;
                for (var c = 0; c < 3; c++)
                {
                    var ground = near[c] + (far[c] - near[c]) * weight;
                    pixels[(c * Extent + y) * Extent + x] = Quantize(ground + (ink[c] - ground) * coverage + noise);
                }
            }
        }
    }

    /// <summary>Two colours of the ground, not far from each other, and one of the shape, which differs clearly from both.</summary>
    private static void DrawColors(SampleRandom random, Span<float> near, Span<float> far, Span<float> ink)
    {
        var contrast = 0f;
        while (contrast < 120f)
        {
            contrast = 0f;
            for (var c = 0; c < 3; c++)
            {
                near[c] = random.Between(0f, 255f);
                far[c] = Math.Clamp(near[c] + random.Between(-40f, 40f), 0f, 255f);
                ink[c] = random.Between(0f, 255f);
                contrast += MathF.Min(MathF.Abs(ink[c] - near[c]), MathF.Abs(ink[c] - far[c]));
            }
        }
    }

    /// <summary>Share of a pixel that the shape covers, from a grid of points. Range: 0 to 1.</summary>
    private static float Coverage(ShapeKind kind, float x, float y, float pixel, (float X, float Y) direction)
    {
        if (x * x + y * y > 2f)
            return 0f;
        var inside = 0;
        for (var i = 0; i < SubSamples * SubSamples; i++)
        {
            var px = x + (i % SubSamples + 0.5f) / SubSamples * pixel;
            var py = y + (i / SubSamples + 0.5f) / SubSamples * pixel;
            inside += ShapeOutline.Covers(kind, direction.X * px + direction.Y * py, direction.X * py - direction.Y * px) ? 1 : 0;
        }

        return inside / (float)(SubSamples * SubSamples);
    }

    /// <summary>Rounds to one of 64 levels: finer steps would only make the held-out file larger.</summary>
    private static byte Quantize(float value) => (byte)(Math.Clamp((int)(value / 4f + 0.5f), 0, 63) * 4);
}
