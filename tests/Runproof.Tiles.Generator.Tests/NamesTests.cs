using System.Reflection;

namespace Runproof.Tiles.Generator.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Every_name_is_a_type_that_user_code_can_reference()
    {
        var names = typeof(Names).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetValue(null)!).Where(name => name != Names.Namespace).ToArray();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(typeof(TileAttribute).Assembly.GetType(name) is { IsPublic: true }, name));
    }
}
