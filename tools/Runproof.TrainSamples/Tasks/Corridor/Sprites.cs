namespace Runproof.TrainSamples.Tasks.Corridor;

/// <summary>Pictures of four by four pixels; a hash is bright, a plus is dim, a dot shows the floor.</summary>
internal static class Sprites
{
    /// <summary>Pixels along a side.</summary>
    public const int Extent = 4;

    /// <summary>Bricks.</summary>
    public const string Wall = "++++" + "++.+" + "++++" + "+.++";

    /// <summary>Boards.</summary>
    public const string Door = "#.#." + "#.#." + "#.#." + "#.#.";

    /// <summary>A cross.</summary>
    public const string Medkit = ".##." + "####" + "####" + ".##.";

    /// <summary>Two rows of rounds.</summary>
    public const string Ammo = "...." + "####" + "...." + "####";

    /// <summary>Horns, eyes and feet.</summary>
    public const string Monster = "#..#" + "####" + "+##+" + "#..#";

    /// <summary>A small bright ball.</summary>
    public const string Fireball = "...." + ".##." + ".##." + "....";

    /// <summary>The player: the first row shows ammunition, the body is hollow when hurt.</summary>
    public static string Player(bool isHurt, bool hasAmmo) => (hasAmmo ? ".##." : "....") + (isHurt ? "#..#" + "#..#" + "#..#" : "####" + "####" + "#..#");

    /// <summary>The picture of what stands in a cell; null for the floor.</summary>
    public static string? Of(Cell cell) => cell switch
    {
        Cell.Wall => Wall,
        Cell.Door => Door,
        Cell.Medkit => Medkit,
        Cell.Ammo => Ammo,
        _ => null,
    };
}
