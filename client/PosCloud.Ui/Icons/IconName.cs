namespace PosCloud.Ui;

/// <summary>Every icon the screens use. The drawing of each is in <see cref="IconShapes"/>.</summary>
public enum IconName
{
    Back, Backspace, Bell, Box, Calendar, Card, Cash, Check, ChevronDown, ChevronLeft, ChevronRight, ChevronUp, Clock,
    Close, Cloud, CloudOff, Copy, Customer, Download, Drawer, Edit, Eye, Info, Key, Keyboard, List, Lock, Message, Minus, Moon, More,
    Note, Pause, Percent, Plus, Printer, Receipt, Return, Scale, Search, Settings, Shop, SignOut, Sun, Sync, System, Tag,
    Terminal, Trash, Truck, Upload, Variants, Voucher, Warning,
}
