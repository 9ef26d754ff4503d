namespace FaceML.Networks;

/// <summary>A network's card is not usable. The message says which card, which field, what was expected and what came.</summary>
public sealed class NetworkCardException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="card">The card's name or file.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="inner">What it was noticed by.</param>
    public NetworkCardException(string card, string reason, Exception? inner = null)
        : base($"Network card {card}: {reason.TrimEnd('.')}.", inner)
    {
        Card = card;
        Reason = reason.TrimEnd('.');
    }

    /// <summary>The card's name or file.</summary>
    public string Card { get; }

    // What is wrong, without the card.
    internal string Reason { get; }
}
