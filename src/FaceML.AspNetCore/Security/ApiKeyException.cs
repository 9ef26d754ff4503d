namespace FaceML.AspNetCore.Security;

/// <summary>A file of API keys that cannot be used, or a change of it that cannot be made.</summary>
/// <param name="message">What must be so and what is.</param>
internal sealed class ApiKeyException(string message) : Exception(message);
