// What the colours of the lamps are made of.
using Hub.Core.Ports;

namespace Hub.Esp32S3.Front;

/// <summary>Parts of 255 of one output's current for red, green and blue. They add up to 255 at most, so that a lamp
/// takes the current of one output whatever its colour is (<c>PowerBudget.LampMicrowatts</c>).</summary>
internal static class LampColours
{
    private static readonly byte[] White = new byte[] { 85, 85, 85 };
    private static readonly byte[] Orange = new byte[] { 190, 65, 0 };
    private static readonly byte[] Red = new byte[] { 255, 0, 0 };
    private static readonly byte[] Green = new byte[] { 0, 255, 0 };
    private static readonly byte[] Blue = new byte[] { 0, 0, 255 };
    private static readonly byte[] Dark = new byte[] { 0, 0, 0 };

    internal static bool IsBlinking(LampColour colour)
    {
        return colour == LampColour.WhiteBlinking || colour == LampColour.OrangeBlinking;
    }

    /// <summary>The three parts; a colour that is not known is white, so that no lamp is dark by mistake.</summary>
    internal static byte[] PartsOf(LampColour colour)
    {
        switch (colour)
        {
            case LampColour.Off:
                return Dark;
            case LampColour.Orange:
            case LampColour.OrangeBlinking:
                return Orange;
            case LampColour.Red:
                return Red;
            case LampColour.Green:
                return Green;
            case LampColour.Blue:
                return Blue;
            default:
                return White;
        }
    }

    internal static byte[] Off
    {
        get { return Dark; }
    }
}
