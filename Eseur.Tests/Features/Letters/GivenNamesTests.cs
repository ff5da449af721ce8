using Eseur.Admin.Features.Letters.Writing;

namespace Eseur.Tests.Features.Letters;

public sealed class GivenNamesTests
{
    [Theory]
    [InlineData("Иванова Мария Петровна", "Мария Петровна")]
    [InlineData("Мария Петровна Иванова", "Мария Петровна")]
    [InlineData("Петрович Анна Ивановна", "Анна Ивановна")]
    [InlineData("Алиев Рашид Мамед оглы", "Рашид Мамед оглы")]
    [InlineData("Ким Ли", "Ли")]
    [InlineData("Иванова М. П.", "Иванова М. П.")]
    [InlineData("Иванова", "Иванова")]
    [InlineData(null, null)]
    public void Of_FullName_IsHowAPersonIsSpokenTo(string? fullName, string? spoken) => Assert.Equal(spoken, GivenNames.Of(fullName));
}
