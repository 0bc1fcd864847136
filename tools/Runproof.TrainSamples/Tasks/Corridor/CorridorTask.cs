using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Training;

namespace Runproof.TrainSamples.Tasks.Corridor;

/// <summary>Chooses the best action in a toy world from its last four frames.</summary>
internal sealed class CorridorTask : SampleTask
{
    private const int Extent = Scene.Extent * Sprites.Extent;

    /// <inheritdoc />
    public override string Name => "doom";

    /// <inheritdoc />
    public override string Title => "A small convolutional network that plays one move of a toy shooter.";

    /// <inheritdoc />
    public override string Description =>
        """
        The input is four frames of 28 by 28 grey values from 0 to 1, the newest last. A frame shows seven by seven cells from above. The
        player stands in row 5 of column 3 and looks up; the picture of the player tells whether there is ammunition (first row lit) and
        whether the player is hurt (hollow). Monsters and fireballs move at most one cell a frame and never turn. The best action is the
        first that applies:

        1. A fireball that flies down will be in the player's column, ahead and in sight: step left, else right, else back, else wait.
        2. A monster will be in the player's column, ahead and in sight: shoot; without ammunition step back, else wait.
        3. A door is right ahead: use it.
        4. The player is hurt and there is a medkit, or has no ammunition and there is some: step forward if it lies ahead, else left or
           right towards it, else back if it lies behind, else wait; never into something.
        5. Step forward, else left, else right, else back, else wait.

        Walls and doors block steps and sight, and a monster blocks steps. "Will be" means one frame after the newest, so that one frame is
        not enough: a fireball that flies away and a monster that leaves the column look the same in it as those that matter.
        """;

    /// <inheritdoc />
    public override IReadOnlyList<long> Shape { get; } = [Scene.Frames, Extent, Extent];

    /// <inheritdoc />
    public override IReadOnlyList<string> Classes { get; } = [.. Enum.GetNames<CorridorAction>().Select(name => name.ToLowerInvariant())];

    /// <inheritdoc />
    public override TrainingPlan Plan { get; } = new(Seed: 0xD003_0000, Steps: 4_000, Batch: 64, LearningRate: 0.001f);

    /// <inheritdoc />
    public override Network CreateNetwork(int capacity) => new(
        capacity,
        new Convolution("conv1", 4, 28, 16, kernel: 3, padding: 1),
        new Relu("relu1", 16 * 28 * 28),
        new Convolution("conv2", 16, 28, 32, kernel: 3, stride: 2, padding: 1),
        new Relu("relu2", 32 * 14 * 14),
        new Convolution("conv3", 32, 14, 32, kernel: 3, stride: 2, padding: 1),
        new Relu("relu3", 32 * 7 * 7),
        new Flatten("flatten", 1568),
        new Linear("fc1", 1568, 256),
        new Relu("relu4", 256),
        new Linear("fc2", 256, 7));

    /// <inheritdoc />
    public override void Draw(SampleRandom random, int label, Span<byte> pixels)
    {
        var scene = new Scene(random);
        while ((int)scene.BestAction() != label)
            scene = new Scene(random);
        Render(scene, random, pixels);
    }

    private static void Render(Scene scene, SampleRandom random, Span<byte> pixels)
    {
        var floor = (byte)random.Between(16, 64);
        var dim = (byte)random.Between(112, 144);
        var bright = (byte)random.Between(192, 255);
        for (var frame = 0; frame < Scene.Frames; frame++)
        {
            var picture = pixels.Slice(frame * Extent * Extent, Extent * Extent);
            picture.Fill(floor);
            for (var i = 0; i < Scene.Extent * Scene.Extent; i++)
            {
                var (y, x) = Math.DivRem(i, Scene.Extent);
                Paint(picture, Sprites.Of(scene.At(x, y)), (x, y), dim, bright);
            }

            Paint(picture, Sprites.Player(scene.IsHurt, scene.HasAmmo), (Scene.PlayerX, Scene.PlayerY), dim, bright);
            Paint(picture, Sprites.Monster, scene.Monster?.At(frame + 1 - Scene.Frames), dim, bright);
            Paint(picture, Sprites.Fireball, scene.Fireball?.At(frame + 1 - Scene.Frames), dim, bright);
            foreach (ref var pixel in picture)
            {
                if (random.Chance(0.05f))
                    pixel = (byte)Math.Clamp(pixel + random.Between(-4, 4) * 6, 0, 255);
            }
        }
    }

    private static void Paint(Span<byte> picture, string? sprite, (int X, int Y)? place, byte dim, byte bright)
    {
        if (sprite is null || place is not { } cell || !Scene.Contains(cell.X, cell.Y))
            return;
        for (var i = 0; i < sprite.Length; i++)
        {
            var (y, x) = Math.DivRem(i, Sprites.Extent);
            ref var pixel = ref picture[(cell.Y * Sprites.Extent + y) * Extent + cell.X * Sprites.Extent + x];
            pixel = sprite[i] switch { '#' => bright, '+' => dim, _ => pixel };
        }
    }
}
