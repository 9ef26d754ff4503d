namespace FaceML.Saving;

/// <summary>A column of a saved pipeline's schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in words, such as <c>Text</c> or <c>Vector&lt;Single, 512&gt;</c>.</param>
public sealed record SavedColumn(string Name, string Type);
