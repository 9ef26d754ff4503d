namespace FaceML.AspNetCore.People;

/// <summary>Ids of people in addresses: any text that a gallery takes, escaped.</summary>
internal static class PersonRoute
{
    /// <summary>The id that a route's value stands for: routing leaves an escaped slash as it is.</summary>
    public static string IdOf(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
