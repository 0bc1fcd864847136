namespace Runproof.TrainSamples.Tasks.Shapes;

/// <summary>Which points belong to a shape of radius one around the origin.</summary>
internal static class ShapeOutline
{
    /// <summary>Whether the shape covers a point.</summary>
    public static bool Covers(ShapeKind kind, float x, float y) => kind switch
    {
        ShapeKind.Disc => InCircle(x, y, 0f, 0.92f),
        ShapeKind.Ring => InCircle(x, y, 0f, 0.95f) && !InCircle(x, y, 0f, 0.55f),
        ShapeKind.Square => InBox(x, y, 0.78f, 0.78f),
        ShapeKind.Frame => InBox(x, y, 0.82f, 0.82f) && !InBox(x, y, 0.46f, 0.46f),
        ShapeKind.Triangle => InTriangle(x, y),
        ShapeKind.Star => InStar(x, y),
        ShapeKind.Cross => InBox(x, y, 1f, 0.27f) || InBox(x, y, 0.27f, 1f),
        ShapeKind.Tee => InBox(x, y + 0.6f, 0.9f, 0.27f) || InBox(x, y - 0.13f, 0.27f, 0.85f),
        ShapeKind.Bar => InBox(x, y, 1f, 0.32f),
        ShapeKind.Crescent => InCircle(x, y, 0f, 0.95f) && !InCircle(x, y, 0.5f, 0.78f),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static bool InCircle(float x, float y, float centerX, float radius) => (x - centerX) * (x - centerX) + y * y <= radius * radius;

    private static bool InBox(float x, float y, float halfWidth, float halfHeight) => MathF.Abs(x) <= halfWidth && MathF.Abs(y) <= halfHeight;

    private static bool InTriangle(float x, float y) => y <= 0.5f && 1.7320508f * MathF.Abs(x) - y <= 1f;

    /// <summary>Five lines bound a pentagram; a point of a tip is outside one of them, a point between tips outside two.</summary>
    private static bool InStar(float x, float y)
    {
        const float Distance = 0.33f;
        var outside = 0;
        outside += y > Distance ? 1 : 0;
        outside += 0.95105652f * x + 0.30901699f * y > Distance ? 1 : 0;
        outside += -0.95105652f * x + 0.30901699f * y > Distance ? 1 : 0;
        outside += 0.58778525f * x - 0.80901699f * y > Distance ? 1 : 0;
        outside += -0.58778525f * x - 0.80901699f * y > Distance ? 1 : 0;
        return outside <= 1;
    }
}
