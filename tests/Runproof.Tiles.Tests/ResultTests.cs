namespace Runproof.Tiles.Tests;

public sealed class ResultTests
{
    [Fact]
    public void A_success_has_a_value_and_no_error()
    {
        Result<int> result = 5;

        Assert.True(result.IsOk);
        Assert.Equal(5, result.Value);
        Assert.Equal("", result.Error);
        Assert.Equal(5, Result.Ok(5).Value);
    }

    [Fact]
    public void A_failure_has_an_error_even_where_its_text_is_empty()
    {
        Assert.False(Result.Err<int>("too young").IsOk);
        Assert.Equal("too young", Result.Err<int>("too young").Error);
        Assert.False(Result.Err<int>("").IsOk);
        Assert.Throws<ArgumentNullException>(() => Result.Err<int>(null!));
    }

    [Fact]
    public void A_fold_says_whether_to_go_on()
    {
        Assert.False(Fold.Continue(3).IsBreak);
        Assert.True(Fold.Break(3).IsBreak);
        Assert.Equal(3, Fold.Break(3).State);
    }
}
