using Runproof.TrainSamples.Tasks.Corridor;

namespace Runproof.Models.Tests.Samples.Differential;

/// <summary>The label of a toy shooter's frames follows from the frames alone: a second reading of the rule, from pixels, agrees.</summary>
public sealed class CorridorRuleTests
{
    private static readonly (char Kind, string Picture)[] Pictures =
    [
        ('.', new string('.', 16)), ('#', Sprites.Wall), ('D', Sprites.Door), ('+', Sprites.Medkit), ('a', Sprites.Ammo), ('M', Sprites.Monster),
        ('o', Sprites.Fireball), ('P', Sprites.Player(false, true)), ('p', Sprites.Player(false, false)), ('H', Sprites.Player(true, true)),
        ('h', Sprites.Player(true, false)),
    ];

    [Fact]
    public void The_label_follows_from_the_frames()
    {
        var task = new CorridorTask();
        var frames = new byte[task.Size];
        for (var i = 0; i < 3_500; i++)
        {
            var label = task.Example(stream: 99, i, frames);
            var (earlier, newest) = (Read(frames.AsSpan(2 * 784, 784)), Read(frames.AsSpan(3 * 784, 784)));
            var seen = string.Join('\n', newest.Chunk(7).Select(row => new string(row)));
            Assert.True(Answer(earlier, newest) == task.Classes[label], $"example {i}: {task.Classes[label]} for\n{seen}");
        }
    }

    /// <summary>The newest frame alone does not decide: what moved where must be seen.</summary>
    [Fact]
    public void Motion_matters()
    {
        var task = new CorridorTask();
        var frames = new byte[task.Size];
        var moved = 0;
        for (var i = 0; i < 700; i++)
        {
            var label = task.Example(stream: 99, i, frames);
            var newest = Read(frames.AsSpan(3 * 784, 784));
            moved += Answer(newest, newest) == task.Classes[label] ? 0 : 1;
        }

        Assert.InRange(moved, 100, 400);
    }

    private static string Answer(char[] earlier, char[] newest)
    {
        var player = newest[5 * 7 + 3];
        var (forward, back, left, right) = (Free(newest, 3, 4), Free(newest, 3, 6), Free(newest, 2, 5), Free(newest, 4, 5));
        if (Next(earlier, newest, 'o') is { } fireball && fireball.StepY == 1 && Seen(newest, fireball.X, fireball.Y))
            return left ? "left" : right ? "right" : back ? "back" : "wait";
        if (Next(earlier, newest, 'M') is { } monster && Seen(newest, monster.X, monster.Y))
            return player is 'P' or 'H' ? "shoot" : back ? "back" : "wait";
        if (newest[4 * 7 + 3] == 'D')
            return "use";
        foreach (var (wants, thing) in ((string, char)[])[("Hh", '+'), ("ph", 'a')])
        {
            var at = Array.IndexOf(newest, thing);
            if (at < 0 || !wants.Contains(player, StringComparison.Ordinal))
                continue;
            var (y, x) = (at / 7, at % 7);
            return y < 5 && forward ? "forward" : x < 3 && left ? "left" : x > 3 && right ? "right" : y > 5 && back ? "back" : "wait";
        }

        return forward ? "forward" : left ? "left" : right ? "right" : back ? "back" : "wait";
    }

    private static bool Free(char[] cells, int x, int y) => cells[y * 7 + x] is not ('#' or 'D' or 'M');

    private static bool Seen(char[] cells, int x, int y) =>
        x == 3 && y is >= 0 and < 5 && Enumerable.Range(y + 1, 4 - y).All(row => cells[row * 7 + 3] is not ('#' or 'D'));

    private static (int X, int Y, int StepY)? Next(char[] earlier, char[] newest, char kind)
    {
        var (from, to) = (Array.IndexOf(earlier, kind), Array.IndexOf(newest, kind));
        return to < 0 ? null : (2 * (to % 7) - from % 7, 2 * (to / 7) - from / 7, to / 7 - from / 7);
    }

    /// <summary>Names every cell after the picture that differs least; noise may change single pixels.</summary>
    private static char[] Read(ReadOnlySpan<byte> frame)
    {
        var cells = new char[49];
        for (var i = 0; i < cells.Length; i++)
        {
            var corner = i / 7 * 4 * 28 + i % 7 * 4;
            var picture = new char[16];
            for (var p = 0; p < 16; p++)
                picture[p] = frame[corner + p / 4 * 28 + p % 4] switch { < 88 => '.', < 168 => '+', _ => '#' };
            cells[i] = Pictures.MinBy(known => known.Picture.Zip(picture).Count(pair => pair.First != pair.Second)).Kind;
        }

        return cells;
    }
}
