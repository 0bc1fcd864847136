namespace Runproof.TrainSamples.Tasks.Corridor;

/// <summary>A world of seven by seven cells seen from above, and what the player in it should do.</summary>
internal sealed class Scene
{
    /// <summary>Rows and columns.</summary>
    public const int Extent = 7;

    /// <summary>Column of the player.</summary>
    public const int PlayerX = 3;

    /// <summary>Row of the player, who looks up the column.</summary>
    public const int PlayerY = 5;

    /// <summary>Frames that are seen: the newest and three before it.</summary>
    public const int Frames = 4;

    private readonly Cell[] _cells = new Cell[Extent * Extent];
    private readonly bool[] _reserved = new bool[Extent * Extent];

    /// <summary>Draws a world in which nothing ever overlaps, so that the frames show all that the rule asks for.</summary>
    public Scene(SampleRandom random)
    {
        IsHurt = random.Chance(0.4f);
        HasAmmo = random.Chance(0.7f);
        _reserved[Index(PlayerX, PlayerY)] = true;
        Monster = random.Chance(0.6f) ? DrawMover(random) : null;
        Fireball = random.Chance(0.5f) ? DrawMover(random) : null;
        Put(random, Cell.Medkit, 0.5f);
        Put(random, Cell.Ammo, 0.5f);
        var walls = random.Between(0.05f, 0.5f);
        for (var i = 0; i < _cells.Length; i++)
        {
            if (!_reserved[i] && random.Chance(walls))
                _cells[i] = random.Chance(0.15f) ? Cell.Door : Cell.Wall;
        }

        if (!_reserved[Index(PlayerX, PlayerY - 1)] && random.Chance(0.1f))
            _cells[Index(PlayerX, PlayerY - 1)] = Cell.Door;
    }

    /// <summary>Whether the player wants a medkit.</summary>
    public bool IsHurt { get; }

    /// <summary>Whether the player can shoot.</summary>
    public bool HasAmmo { get; }

    /// <summary>The monster, if there is one.</summary>
    public Mover? Monster { get; }

    /// <summary>The fireball, if there is one.</summary>
    public Mover? Fireball { get; }

    /// <summary>The best action, which only the positions in the last two frames and the things that stand still decide.</summary>
    public CorridorAction BestAction()
    {
        if (Fireball is { } fireball && fireball.StepY > 0 && IsInSight(fireball.At(1)))
            return Dodge();
        if (Monster is { } monster && IsInSight(monster.At(1)))
            return HasAmmo ? CorridorAction.Shoot : FirstFree(CorridorAction.Back);
        if (At(PlayerX, PlayerY - 1) == Cell.Door)
            return CorridorAction.Use;
        if (IsHurt && Find(Cell.Medkit) is { } medkit)
            return StepTowards(medkit.X, medkit.Y);
        if (!HasAmmo && Find(Cell.Ammo) is { } ammo)
            return StepTowards(ammo.X, ammo.Y);
        return FirstFree(CorridorAction.Forward, CorridorAction.Left, CorridorAction.Right, CorridorAction.Back);
    }

    /// <summary>What stands in a cell.</summary>
    public Cell At(int x, int y) => _cells[Index(x, y)];

    /// <summary>Whether a cell lies in the world.</summary>
    public static bool Contains(int x, int y) => (uint)x < Extent && (uint)y < Extent;

    private CorridorAction Dodge() => FirstFree(CorridorAction.Left, CorridorAction.Right, CorridorAction.Back);

    private CorridorAction StepTowards(int x, int y)
    {
        if (y < PlayerY && IsFree(CorridorAction.Forward))
            return CorridorAction.Forward;
        if (x < PlayerX && IsFree(CorridorAction.Left))
            return CorridorAction.Left;
        if (x > PlayerX && IsFree(CorridorAction.Right))
            return CorridorAction.Right;
        return y > PlayerY ? FirstFree(CorridorAction.Back) : CorridorAction.Wait;
    }

    private CorridorAction FirstFree(params ReadOnlySpan<CorridorAction> steps)
    {
        foreach (var step in steps)
        {
            if (IsFree(step))
                return step;
        }

        return CorridorAction.Wait;
    }

    private bool IsFree(CorridorAction step)
    {
        var (x, y) = step switch
        {
            CorridorAction.Forward => (PlayerX, PlayerY - 1),
            CorridorAction.Back => (PlayerX, PlayerY + 1),
            CorridorAction.Left => (PlayerX - 1, PlayerY),
            CorridorAction.Right => (PlayerX + 1, PlayerY),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
        return At(x, y) is not (Cell.Wall or Cell.Door) && Monster?.At(0) != (x, y);
    }

    /// <summary>Whether a place is ahead of the player in the same column, with nothing between.</summary>
    private bool IsInSight((int X, int Y) place)
    {
        if (place.X != PlayerX || place.Y >= PlayerY || place.Y < 0)
            return false;
        for (var y = place.Y + 1; y < PlayerY; y++)
        {
            if (At(PlayerX, y) is Cell.Wall or Cell.Door)
                return false;
        }

        return true;
    }

    private (int X, int Y)? Find(Cell cell)
    {
        var index = Array.IndexOf(_cells, cell);
        return index < 0 ? null : (index % Extent, index / Extent);
    }

    /// <summary>A mover that is seen in the last two frames at least and whose way, with the cell it enters next, belongs to it alone.</summary>
    private Mover? DrawMover(SampleRandom random)
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var (stepX, stepY) = random.Below(6) switch
            {
                0 => (1, 0),
                1 => (-1, 0),
                2 or 3 => (0, 1),
                4 => (0, -1),
                _ => (0, 0),
            };
            var mover = new Mover(random.Chance(0.4f) ? PlayerX - stepX : random.Below(Extent), random.Below(Extent), stepX, stepY);
            if (TryReserve(mover))
                return mover;
        }

        return null;
    }

    private bool TryReserve(Mover mover)
    {
        for (var frame = 1 - Frames; frame <= 1; frame++)
        {
            var (x, y) = mover.At(frame);
            if (Contains(x, y) ? _reserved[Index(x, y)] : frame is 0 or -1)
                return false;
        }

        for (var frame = 1 - Frames; frame <= 1; frame++)
        {
            var (x, y) = mover.At(frame);
            if (Contains(x, y))
                _reserved[Index(x, y)] = true;
        }

        return true;
    }

    private void Put(SampleRandom random, Cell cell, float probability)
    {
        var index = random.Below(_cells.Length);
        if (_reserved[index] || !random.Chance(probability))
            return;
        _cells[index] = cell;
        _reserved[index] = true;
    }

    private static int Index(int x, int y) => y * Extent + x;
}
