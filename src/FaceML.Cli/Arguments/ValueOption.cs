namespace FaceML.Cli;

/// <summary>An option with a text, a file or a folder.</summary>
internal sealed class ValueOption<T> : Option<T>
{
    /// <param name="name">The option.</param>
    /// <param name="helpName">What its value is called in the help.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="required">Whether it must be given.</param>
    public ValueOption(string name, string helpName, string description, bool required = false)
        : base(name) => (HelpName, Description, Required) = (helpName, description, required);
}
